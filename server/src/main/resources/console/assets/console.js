// Progressive enhancement of links and forms. Everything works without it, by full page loads.

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
  dialog.querySelector("[data-keep]").focus();
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
  try {
    answer = await fetch(url, { ...request, headers: { "HX-Request": "true" } });
    page = await answer.text();
  } catch {
    unreachable();
    return;
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

document.addEventListener("htmx:beforeRequest", () => dialog.close());

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

// ---- Writes messages into live regions; copy buttons.

function enhance() {
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
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-copy]");
  if (button) {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
    button.textContent = "Copied";
  }
});

enhance();
