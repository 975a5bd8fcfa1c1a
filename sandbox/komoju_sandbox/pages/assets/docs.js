// Finding and copying in the reference: it reads as well without this file.
const search = document.getElementById("search");
const parts = [...document.querySelectorAll(".entry, .part")];
const links = [...document.querySelectorAll(".contents a")];

search.addEventListener("input", () => {
  const wanted = search.value.trim().toLowerCase();
  for (const part of parts) part.hidden = wanted !== "" && !part.textContent.toLowerCase().includes(wanted);
  for (const link of links) link.parentElement.hidden = Boolean(document.querySelector(link.hash)?.hidden);
});
document.addEventListener("click", async (event) => {
  if (!event.target.matches("[data-copy]")) return;
  await navigator.clipboard.writeText(event.target.closest("figure").querySelector("pre").textContent);
  event.target.classList.add("copied");
});
document.documentElement.classList.add("scripted");
