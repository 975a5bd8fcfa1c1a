// The desk without reloading: every page also works without this file.
const main = () => document.querySelector("main");
const root = document.documentElement;
let busy = false;
let again = false;

function swap(html) {
  const next = new DOMParser().parseFromString(html, "text/html").querySelector("main");
  if (!next) return location.reload();
  const twin = (part) => next.querySelector("#" + CSS.escape(part.id));
  const focused = document.activeElement?.id;
  for (const open of main().querySelectorAll("details[open][id]")) twin(open)?.setAttribute("open", "");
  for (const field of main().querySelectorAll("input[id], select[id]")) if (twin(field)) twin(field).value = field.value;
  const place = scrollY;
  main().replaceWith(next);
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  scrollTo(scrollX, place);
}

async function refresh() {
  again = busy;
  if (busy) return;
  busy = true;
  try {
    swap(await (await fetch(location.href)).text());
  } finally {
    busy = false;
    if (again) refresh();
  }
}

document.addEventListener("submit", async (event) => {
  event.preventDefault();
  const body = new URLSearchParams(new FormData(event.target));
  swap(await (await fetch(event.target.action, { method: "POST", body })).text());
});
document.addEventListener("click", async (event) => {
  if (!event.target.matches("[data-copy]")) return;
  await navigator.clipboard.writeText(event.target.closest("figure").querySelector("pre").textContent);
  event.target.classList.add("copied");
});
setInterval(() => {
  const clock = document.querySelector("[data-runs=yes]");
  if (!clock) return;
  clock.dataset.now = new Date(Date.parse(clock.dataset.now) + 1000).toISOString();
  clock.textContent = new Date(Date.parse(clock.dataset.now) + clock.dataset.minutes * 60000).toISOString().slice(11, 19);
}, 1000);

const changes = new EventSource("/desk/changes" + location.search);
changes.onopen = () => root.classList.add("connected");
changes.onerror = () => root.classList.remove("connected");
changes.onmessage = (message) => message.data === main().dataset.mark || refresh();
root.classList.add("scripted");
