// Tabs, copying, the menu of a phone, and the search. The pages read as well without this file.
(() => {
  "use strict";
  const root = document.documentElement;
  const kept = {
    get: (name) => { try { return localStorage.getItem(name); } catch { return null; } },
    set: (name, value) => { try { localStorage.setItem(name, value); } catch { /* it is not kept then */ } },
  };
  const TABS = ["curl", "python", "typescript"];
  const chosen = kept.get("tab");
  root.dataset.tab = TABS.includes(chosen) ? chosen : TABS[0];
  root.classList.add("scripted");

  const choose = (name) => {
    root.dataset.tab = name;
    for (const tab of document.querySelectorAll("[role=tab]")) {
      tab.setAttribute("aria-selected", String(tab.dataset.tab === name));
      tab.tabIndex = tab.dataset.tab === name ? 0 : -1;
    }
  };
  const turn = (tab, step) => {
    const all = [...tab.parentElement.children];
    const next = all[(all.indexOf(tab) + step + all.length) % all.length];
    pick(next);
  };
  const pick = (tab) => {
    // The tabs of the whole page change; the one in hand stays where it is.
    const before = tab.getBoundingClientRect().top;
    choose(tab.dataset.tab);
    kept.set("tab", tab.dataset.tab);
    tab.focus({preventScroll: true});
    scrollBy({top: tab.getBoundingClientRect().top - before, behavior: "instant"});
  };

  const copy = async (button) => {
    const text = button.dataset.copy ?? button.parentElement.querySelector("pre").textContent;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.body.appendChild(document.createElement("textarea"));
      area.value = text;
      area.select();
      document.execCommand("copy");
      area.remove();
      button.focus();
    }
    const label = button.dataset.label ??= button.textContent;
    button.textContent = button.dataset.done;
    button.classList.add("done");
    clearTimeout(Number(button.dataset.timer));
    button.dataset.timer = setTimeout(() => { button.textContent = label; button.classList.remove("done"); }, 2000);
  };

  // Words: Latin ones whole and in their parts, Japanese ones as pairs of characters.
  const fold = (text) => text.normalize("NFKC").toLowerCase()
    .replace(/[\u30a1-\u30f6]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
  const words = (text) => text.match(/[a-z0-9]+/g) ?? [];
  const pairs = (text) => (text.match(/[^\u0000-\u02ff\u2000-\u2fff\u3000-\u303f\uff00-\uffef\s]+/g) ?? [])
    .flatMap((run) => run.length === 1 ? [run] : [...run].slice(1).map((_, at) => run.slice(at, at + 2)));
  const known = (row) => {
    const [title, text, beside] = [row[1], row[3], row[4]].map(fold);
    const parts = [title, beside, text].map((part) => ({whole: part, words: words(part)}));
    return {row, plain: words(title).join(" "), parts};
  };
  const WEIGHTS = [12, 4, 1];
  const worth = (entry, terms) => {
    let sum = 0;
    for (const term of terms) {
      let best = 0;
      entry.parts.forEach((part, at) => {
        const weight = WEIGHTS[at];
        if (term.latin) {
          for (const word of part.words) {
            if (word === term.text) best = Math.max(best, weight * 2);
            else if (word.startsWith(term.text)) best = Math.max(best, weight * (1 + term.text.length / word.length) / 2);
          }
        } else if (part.whole.includes(term.text)) best = Math.max(best, weight);
      });
      if (!best) return 0;
      sum += best;
    }
    return sum / terms.length;
  };
  const find = (entries, asked) => {
    const text = fold(asked);
    const latin = words(text);
    const terms = [...latin.map((word) => ({text: word, latin: true})), ...pairs(text).map((pair) => ({text: pair, latin: false}))];
    if (!terms.length) return [];
    const plain = latin.join(" ") || text.trim();
    const found = [];
    entries.forEach((entry, at) => {
      let value = worth(entry, terms);
      if (!value) return;
      const title = latin.length ? entry.plain : entry.parts[0].whole;
      if (title === plain) value += 40;
      else if (title.startsWith(plain)) value += 6;
      found.push({entry, at, value: value * (1.5 - entry.row[0] * 0.06)});
    });
    found.sort((one, other) => other.value - one.value || one.at - other.at);
    return found.slice(0, 20).map((one) => one.entry.row);
  };

  const search = () => {
    const field = document.getElementById("search");
    const list = document.getElementById("found");
    const index = window.searchIndex;
    if (!field || !index) return;
    let entries = null;
    let at = -1;
    const options = () => [...list.querySelectorAll("[role=option]")];
    const close = () => { list.hidden = true; field.setAttribute("aria-expanded", "false"); field.removeAttribute("aria-activedescendant"); };
    const mark = (to) => {
      at = to;
      options().forEach((option, number) => {
        option.setAttribute("aria-selected", String(number === at));
        if (number === at) { option.scrollIntoView({block: "nearest"}); field.setAttribute("aria-activedescendant", option.id); }
      });
    };
    const part = (name, text) => Object.assign(document.createElement(name), {textContent: text});
    const show = () => {
      const asked = field.value.trim();
      if (!asked) return close();
      entries ??= index.rows.map(known);
      const found = find(entries, asked);
      list.replaceChildren(...found.map(([kind, title, url, text, beside], number) => {
        const option = Object.assign(document.createElement("li"), {id: `found-${number}`, role: "option"});
        const link = Object.assign(document.createElement("a"), {href: url, tabIndex: -1});
        link.append(part("b", title), part("small", index.kinds[kind]), part("span", [beside, text].filter(Boolean).join(" · ")));
        option.append(link);
        return option;
      }));
      if (!found.length) list.append(part("li", field.closest(".search").dataset.none));
      list.hidden = false;
      field.setAttribute("aria-expanded", "true");
      mark(found.length ? 0 : -1);
    };
    field.addEventListener("input", show);
    field.addEventListener("focus", show);
    field.addEventListener("keydown", (event) => {
      const all = options();
      if (event.isComposing) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (list.hidden) show();
        else if (all.length) mark((at + (event.key === "ArrowDown" ? 1 : -1) + all.length) % all.length);
      } else if (event.key === "Enter" && !list.hidden && all[at]) {
        event.preventDefault();
        all[at].querySelector("a").click();
        close();
        field.blur();
      } else if (event.key === "Escape") {
        if (list.hidden) field.value = "";
        close();
      }
    });
    document.addEventListener("click", (event) => { if (!event.target.closest(".search")) close(); });
    list.addEventListener("click", () => { close(); });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea")) return;
      event.preventDefault();
      field.focus();
      field.select();
    });
  };

  const menu = () => {
    const button = document.querySelector(".menu");
    const contents = document.getElementById("contents");
    if (!button) return;
    const set = (open) => { contents.classList.toggle("open", open); button.setAttribute("aria-expanded", String(open)); };
    button.addEventListener("click", () => set(!contents.classList.contains("open")));
    contents.addEventListener("click", (event) => { if (event.target.closest("a")) set(false); });
    document.addEventListener("keydown", (event) => { if (event.key === "Escape") set(false); });
  };

  document.addEventListener("DOMContentLoaded", () => {
    choose(root.dataset.tab);
    menu();
    search();
    for (const link of document.querySelectorAll("[data-language]")) {
      link.addEventListener("click", () => { kept.set("language", link.dataset.language); link.hash = location.hash; });
    }
    if ("door" in document.body.dataset) {
      const wanted = kept.get("language") ?? (navigator.language.startsWith("ja") ? "ja" : "en");
      location.replace(`${wanted}/index.html`);
    }
  });
  document.addEventListener("click", (event) => {
    const tab = event.target.closest("[role=tab]");
    const button = event.target.closest(".copy");
    if (tab) pick(tab);
    if (button) copy(button);
  });
  document.addEventListener("keydown", (event) => {
    if (!event.target.matches?.("[role=tab]")) return;
    if (event.key === "ArrowRight") turn(event.target, 1);
    if (event.key === "ArrowLeft") turn(event.target, -1);
  });
})();
