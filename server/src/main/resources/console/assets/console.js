// Progressive enhancement of links and forms. Everything works without it, by full page loads.

document.documentElement.classList.add("scripted");

const FIELDS = "input:not([type=hidden]):not([readonly]), textarea, select";

// ---- Confirmation pages, shown in a dialog.

const dialog = document.createElement("dialog");
let opener = null;
dialog.setAttribute("aria-labelledby", "ask-title");

function show(main, from) {
  opener = from;
  document.body.append(dialog);
  dialog.replaceChildren(...main.childNodes);
  dialog.querySelector("h1").id = "ask-title";
  if (!dialog.querySelector("[data-keep]")) {
    const close = document.createElement("button");
    close.type = "button";
    close.dataset.keep = "";
    close.className = "quiet close";
    close.textContent = "Close";
    dialog.append(close);
  }
  const form = dialog.querySelector("form");
  if (form) {
    const row = opener?.closest("[data-row]");
    if (row) {
      form.setAttribute("hx-post", form.getAttribute("action"));
      form.setAttribute("hx-target", "#" + CSS.escape(row.id));
      form.setAttribute("hx-select", "unset");
      if (document.querySelector("[name='column']")) {
        form.setAttribute("hx-include", "[name='column']");
      }
    } else {
      form.setAttribute("hx-boost", "true");
    }
    htmx.process(form);
  }
  dialog.showModal();
  (dialog.querySelector("input[type=search]") ?? dialog.querySelector("[data-keep]")).focus();
}

function tell(title, text) {
  const main = document.createElement("main");
  const heading = document.createElement("h1");
  heading.textContent = title;
  const words = document.createElement("p");
  words.textContent = text;
  main.append(heading, words);
  show(main, null);
}

async function ask(from, url, request) {
  let answer;
  let page;
  begin();
  try {
    answer = await fetch(url, { ...request, headers: { "HX-Request": "true" } });
    page = await answer.text();
  } catch {
    unreachable();
    return;
  } finally {
    end();
  }
  if (answer.headers.get("HX-Redirect")) {
    location.assign(answer.headers.get("HX-Redirect"));
    return;
  }
  const main = new DOMParser().parseFromString(page, "text/html").getElementById("main");
  if (main.matches("[data-confirm], [data-problem]")) {
    show(main, from);
  } else {
    const typed = kept([from]);
    htmx.swap("#main", page, { swapStyle: "outerHTML" }, { select: "#main" });
    restore(typed);
  }
}

function unreachable() {
  tell(
    "No response",
    "The server could not be reached or did not respond. Nothing that you typed is lost. Reload the page to see what was done.",
  );
}

// ---- Jump to an organisation or a user: Ctrl K, or ⌘ K on a Mac.

const apple = /Mac|iP/.test(navigator.platform);

function jump() {
  const link = document.getElementById("jump");
  if (link && !dialog.open) {
    ask(link, link.href);
  }
}

document.addEventListener("keydown", (event) => {
  if ((apple ? event.metaKey : event.ctrlKey) && event.key.toLowerCase() === "k") {
    event.preventDefault();
    jump();
  }
  const goals = [...dialog.querySelectorAll("#goals a")];
  if (dialog.open && goals.length > 0) {
    const at = goals.indexOf(document.activeElement);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const next = at + (event.key === "ArrowDown" ? 1 : -1);
      (goals[next] ?? dialog.querySelector("input")).focus();
    } else if (event.key === "Enter" && at < 0) {
      event.preventDefault();
      goals[0].click();
    }
  }
});

document.addEventListener("click", (event) => {
  if (event.target.closest("#jump") && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    jump();
  }
});

for (const key of document.querySelectorAll("#jump kbd")) {
  key.hidden = false;
  key.textContent = apple ? "⌘ K" : "Ctrl K";
}

// ---- The sign that something is under way: at once, since a slow server is not a dead one.

let underWay = 0;

function begin() {
  underWay += 1;
  document.getElementById("busy").hidden = false;
}

function end() {
  underWay = Math.max(0, underWay - 1);
  document.getElementById("busy").hidden = underWay === 0;
}

document.addEventListener("htmx:beforeRequest", begin);
document.addEventListener("htmx:afterRequest", end);
window.addEventListener("beforeunload", begin);
window.addEventListener("pageshow", () => {
  underWay = 0;
  end();
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-ask]");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    ask(link, link.href);
  }
  if (dialog.open && event.target.closest("[data-keep]") && dialog.contains(event.target)) {
    event.preventDefault();
    dialog.close();
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === " " && event.target.matches("a[role=button]")) {
    event.preventDefault();
    event.target.click();
  }
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches("form[data-ask]")) {
    event.preventDefault();
    ask(form, form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
  }
});

// ---- Unsaved input in other forms is kept when a response replaces the page.

function isDirty(field) {
  return field.type === "checkbox"
    ? field.checked !== field.defaultChecked
    : field.value !== field.defaultValue;
}

function fields(form) {
  return [...form.elements].filter((field) => field.name && field.matches(FIELDS));
}

function kept(sent) {
  return [...document.querySelectorAll("main form[id]")]
    .filter((form) => !sent.includes(form))
    .filter((form) => fields(form).some(isDirty) || form.querySelector("[aria-invalid]"))
    .map((form) => ({
      form: form.id,
      action: form.getAttribute("action"),
      revision: form.elements.revision?.value,
      fields: fields(form)
        .filter((field) => field.type !== "checkbox" || isDirty(field))
        .map(({ name, type, value, checked }) => ({ name, type, value, checked })),
    }));
}

function restore(typed) {
  for (const each of typed) {
    const form = document.getElementById(each.form);
    if (form?.getAttribute("action") !== each.action) {
      continue;
    }
    for (const old of each.fields) {
      const field = fields(form).find(
        ({ name, type, value }) => name === old.name && (type !== "checkbox" || value === old.value),
      );
      if (field?.type === "checkbox") {
        field.checked = old.checked;
      } else if (field) {
        field.value = old.value;
      }
    }
    // The input was meant for the revision that the user saw.
    if (each.revision !== undefined && form.elements.revision) {
      form.elements.revision.value = each.revision;
    }
  }
}

let typed = [];

document.addEventListener("htmx:beforeRequest", (event) => {
  if (!event.detail.elt.matches("input[type=search]")) {
    dialog.close();
  }
});

document.addEventListener("htmx:beforeSwap", (event) => {
  const { target, xhr, requestConfig } = event.detail;
  const page = target.id === "main";
  if (!page && xhr.responseText.includes("data-problem")) {
    const problem = new DOMParser().parseFromString(xhr.responseText, "text/html");
    event.preventDefault();
    show(problem.getElementById("main"), null);
    return;
  }
  typed = page ? kept([requestConfig.elt, opener]) : [];
});

document.addEventListener("htmx:afterSettle", (event) => {
  const page = event.detail.target.id === "main" || event.target.id === "main";
  restore(typed);
  typed = [];
  if (document.activeElement === document.body) {
    event.target.closest("[data-row]")?.querySelector("summary")?.focus({ preventScroll: true });
  }
  if (page && document.activeElement === document.body) {
    document.getElementById("main").focus({ preventScroll: true });
  }
  enhance();
});

document.addEventListener("htmx:sendError", unreachable);
document.addEventListener("htmx:timeout", unreachable);

// ---- Removes links that are no longer valid; the new link is in its row.

function removeLinksOf(invitee) {
  for (const item of document.querySelectorAll("[data-link-of]")) {
    if (item.dataset.linkOf === invitee) {
      const list = item.parentElement;
      item.remove();
      if (list.childElementCount === 0) {
        list.closest("section").remove();
      }
    }
  }
}

// ---- The drawer of the table: open or closed as it was left. The last action in the header opens it.

const DRAWER = "orgtable.drawer";

function remembered(storage, key) {
  try {
    return storage().getItem(key);
  } catch {
    return null; // The browser keeps nothing for this site.
  }
}

function remember(storage, key, value) {
  try {
    storage().setItem(key, value);
  } catch {
    // The browser keeps nothing for this site.
  }
}

const local = () => window.localStorage;
const session = () => window.sessionStorage;

function openDrawer() {
  const drawer = document.getElementById("drawer");
  if (drawer && !drawer.dataset.known) {
    drawer.dataset.known = "true";
    const wanted = location.hash === "#in-the-table" || location.hash === "#did";
    drawer.open = wanted || remembered(local, DRAWER) === "open";
    drawer.addEventListener("toggle", () => {
      remember(local, DRAWER, drawer.open ? "open" : "closed");
      document.getElementById("last").setAttribute("aria-expanded", String(drawer.open));
    });
    if (wanted) {
      document.getElementById(location.hash.slice(1))?.scrollIntoView();
    }
  }
}

function showLastAction() {
  const last = document.getElementById("last");
  const summary = document.getElementById("did")?.dataset.summary;
  const drawer = document.getElementById("drawer");
  if (last) {
    last.hidden = !drawer;
    last.querySelector("span").textContent = summary ?? "Table";
    last.setAttribute("role", "button");
    last.setAttribute("aria-expanded", String(Boolean(drawer?.open)));
  }
}

document.addEventListener("click", (event) => {
  const drawer = document.getElementById("drawer");
  if (drawer && event.target.closest("#last")) {
    event.preventDefault();
    drawer.open = !drawer.open;
    if (drawer.open) {
      drawer.querySelector("summary").focus({ preventScroll: true });
      document.getElementById("did").scrollIntoView({ block: "nearest" });
    }
  }
});

// ---- From a page of a list back to the one before it.

document.addEventListener("click", (event) => {
  const link = event.target.closest(".pages a:not([data-back])");
  if (link) {
    remember(session, "back " + link.href, location.href);
  }
});

function leadBack() {
  for (const link of document.querySelectorAll(".pages a[data-back]")) {
    const before = remembered(session, "back " + location.href);
    if (before) {
      link.href = before;
      link.querySelector("span").textContent = "Previous page";
    }
  }
}

// ---- Writes messages into live regions; copy buttons.

function enhance() {
  for (const tab of document.querySelectorAll(".tabs [aria-current], .top nav [aria-current]")) {
    tab.parentElement.scrollLeft = tab.offsetLeft - tab.parentElement.offsetLeft - 24;
  }
  for (const row of document.querySelectorAll("[data-ends-link-of]")) {
    removeLinksOf(row.dataset.endsLinkOf);
    delete row.dataset.endsLinkOf;
  }
  for (const region of document.querySelectorAll("[data-say]")) {
    region.textContent = region.dataset.say;
    delete region.dataset.say;
  }
  for (const button of document.querySelectorAll("button[data-copy][hidden]")) {
    button.hidden = !navigator.clipboard;
  }
  openDrawer();
  showLastAction();
  leadBack();
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-copy]");
  if (button) {
    const source = document.getElementById(button.dataset.copy);
    await navigator.clipboard.writeText(source.value ?? source.textContent);
    button.textContent = "Copied";
  }
});

enhance();
