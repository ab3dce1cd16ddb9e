"use strict";
// Texts of plans are only ever put in as text, never as HTML.
(() => {
  const get = (id) => document.getElementById(id);
  const data = JSON.parse(get("data").textContent);
  const el = (tag, props = {}, ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(props)) made.setAttribute(name, value);
    made.append(...children.filter((child) => child !== null && child !== ""));
    return made;
  };
  const MARKS = { yes: "✓", no: "", unsettled: "?", unreadable: "n/a", no_plan: "n/a" };
  const WORDS = { yes: "Tick", no: "Blank", unsettled: "Unsettled", unreadable: "Not available", no_plan: "No new plan" };

  // ---------------------------------------------------------------------------------------------- the evidence of a cell

  const dialog = get("evidence");
  const show = (anchor) => {
    const cell = data.cells[anchor];
    if (!cell) return;
    get("e-title").textContent = `${cell.plan}: ${cell.category}`;
    const quotes = cell.quotes.flatMap((quote) => [
      el("blockquote", {}, quote.before, el("mark", {}, quote.match), quote.after),
      el("p", { class: "facts" }, [
        quote.page === null ? "" : typeof quote.page === "string" ? quote.page.replace(/^p/, "P") : `Page ${quote.page}`,
        quote.section,
        quote.kind,
        quote.blocked_by ? `does not count: ${quote.blocked_by}` : "",
        quote.decision || (cell.tick === "yes" ? "not yet checked" : ""),
      ].filter(Boolean).join(" · ")),
    ]);
    get("e-body").replaceChildren(
      el("p", {}, el("b", {}, WORDS[cell.tick]), `: ${cell.basis}.`),
      ...quotes,
      cell.more ? el("p", {}, `${cell.more} more passage${cell.more === 1 ? "" : "s"} in passages.csv.`) : "",
      el("p", { class: "facts" }, [cell.frame, cell.file].filter(Boolean).join(" · ")),
    );
    if (!dialog.open) dialog.showModal();
    get("e-title").focus();
    history.replaceState(null, "", `#${anchor}`);
  };
  get("e-close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => history.replaceState(null, "", location.pathname + location.search));
  document.addEventListener("click", (event) => {
    const button = event.target.closest(".matrix button, .tile, .shape");
    if (button) show(button.dataset.cell || button.id);
  });
  document.addEventListener("keydown", (event) => {
    const shape = event.target.closest && event.target.closest(".shape");
    if (!shape || !["Enter", " "].includes(event.key)) return;
    event.preventDefault();
    show(shape.dataset.cell);
  });
  // Arrow keys go from cell to cell.
  document.addEventListener("keydown", (event) => {
    const steps = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
    const button = event.target.closest && event.target.closest(".matrix button");
    if (!button || !(event.key in steps)) return;
    const [down, right] = steps[event.key];
    const cell = button.parentElement;
    const rows = [...cell.closest("table").querySelectorAll("tr.plan:not(.off)")];
    const row = rows[rows.indexOf(cell.parentElement) + down];
    const next = row && row.cells[cell.cellIndex + right];
    const target = next && next.querySelector("button");
    if (target) {
      event.preventDefault();
      target.focus();
    }
  });

  // ------------------------------------------------------------------------------------------------------------ filters

  // The words of a cell's passages, to search in.
  const passages = new Map();
  for (const [anchor, cell] of Object.entries(data.cells)) {
    const words = cell.quotes.map((quote) => `${quote.before}${quote.match}${quote.after}`).join(" ").toLowerCase();
    if (words) passages.set(anchor, words);
  }

  const value = (id) => (get(id) ? get(id).value : "");
  const filter = () => {
    const words = value("f-text").trim().toLowerCase();
    const [nation, status, category] = ["f-nation", "f-status", "f-category"].map(value);
    const shown = new Set();
    const plans = document.querySelectorAll(".plan");
    for (const plan of plans) {
      const group = plan.closest("tbody");
      const named = plan.dataset.force.includes(words);
      let found = false;
      for (const cell of group ? plan.querySelectorAll("button") : []) {
        const hit = !named && (passages.get(cell.id) || "").includes(words);
        cell.classList.toggle("hit", hit);
        found = found || hit;
      }
      const said = !group && plan.textContent.toLowerCase().includes(words);
      const fits =
        (named || found || said) &&
        (!nation || (group ? group.dataset.nation : plan.dataset.nation) === nation) &&
        (!status || !plan.dataset.status || plan.dataset.status === status);
      plan.classList.toggle("off", !fits);
      if (fits && group) shown.add(plan.querySelector("button").id.split("/")[0]);
    }
    for (const group of document.querySelectorAll(".matrix tbody")) {
      group.classList.toggle("off", !group.querySelector(".plan:not(.off)"));
      // The name of a force is seen where its first row is hidden.
      let last = "";
      for (const row of group.querySelectorAll(".plan:not(.off)")) {
        row.cells[0].classList.toggle("again", row.dataset.force === last);
        last = row.dataset.force;
      }
    }
    for (const table of document.querySelectorAll(".matrix"))
      for (const cell of table.querySelectorAll("[data-category]"))
        cell.classList.toggle("off", Boolean(category) && `${table.dataset.frame}/${cell.dataset.category}` !== category);
    const any = Boolean(words || nation || status || category);
    get("f-clear").hidden = !any;
    get("f-told").textContent = any ? `${shown.size} plan${shown.size === 1 ? "" : "s"} shown` : "";
  };
  get("filters").hidden = false;
  get("filters").addEventListener("input", filter);
  get("filters").addEventListener("submit", (event) => event.preventDefault());
  get("f-clear").addEventListener("click", () => {
    get("filters").reset();
    filter();
    get("f-text").focus();
  });

  // ---------------------------------------------------------------------------------------------------------------- map

  const shapes = new Map([...document.querySelectorAll(".shape")].map((shape) => [shape.dataset.force, shape]));
  const drawMap = () => {
    const ticks = data.map[`${value("m-category")}/${value("m-generation")}`] || {};
    const counts = { yes: 0, no: 0 };
    for (const tile of document.querySelectorAll(".tile")) {
      // As boundaries show it too, if there are any.
      const [tick, anchor] = ticks[tile.dataset.force] || ["no_plan", ""];
      counts[tick] = (counts[tick] || 0) + 1;
      const name = tile.querySelector(".name").textContent;
      const word = anchor ? WORDS[tick] : "No plan that counts";
      tile.className = `tile ${tick}`;
      tile.dataset.cell = anchor;
      tile.disabled = !anchor;
      tile.querySelector(".mark").textContent = MARKS[tick];
      const quote = anchor && data.cells[anchor].quotes[0];
      tile.title = `${name}: ${word}${quote ? ` – “${quote.before}${quote.match}${quote.after}”` : ""}`;
      tile.setAttribute("aria-label", `${name}: ${word}`);
      const shape = shapes.get(tile.dataset.force);
      if (!shape) continue;
      shape.setAttribute("class", `shape ${tick}`);
      shape.setAttribute("aria-label", `${name}: ${word}`);
      shape.setAttribute("aria-disabled", String(!anchor));
      shape.dataset.cell = anchor;
      shape.querySelector("title").textContent = tile.title;
      shape.querySelector(".mark").textContent = MARKS[tick];
    }
    const known = counts.yes + counts.no;
    // As the charts count: a force without a plan in the tables is in no base.
    const without = counts.no_plan || 0;
    const unknown = Object.values(counts).reduce((sum, count) => sum + count, 0) - known - without;
    const told = [`${counts.yes} of ${known} forces with a yes or a no`];
    if (unknown) told.push(`${unknown} not known`);
    if (without) told.push(`${without} without a plan that counts`);
    // Printed without the choice above it, the map still says what it shows.
    const [category, plans] = ["m-category", "m-generation"].map((id) => get(id).selectedOptions[0].textContent);
    get("map-told").textContent = `${category}, ${plans.toLowerCase()} plans: ${told.join("; ")}.`;
  };
  if (document.querySelector(".tile")) {
    get("map-choice").hidden = false;
    get("map-choice").addEventListener("input", drawMap);
    drawMap();
  }

  // ---------------------------------------------------------------------------------------------------------- addresses

  const follow = () => {
    const anchor = decodeURIComponent(location.hash.slice(1));
    if (!(anchor in data.cells)) return;
    get(anchor).scrollIntoView({ block: "center", inline: "center" });
    get(anchor).focus();
    show(anchor);
  };
  window.addEventListener("hashchange", follow);
  window.addEventListener("beforeprint", () => {
    for (const one of document.querySelectorAll("details")) one.open = true;
  });
  follow();
  document.body.dataset.ready = "yes";
})();
