"use strict";
// Start, keys, and keeping in step with what others decide.
(() => {
  const { get } = page;

  // Errors are shown where the reviewer looks, never swallowed.
  page.failed = (error, lead = "") => page.banner(`${lead}${error.message}`);
  page.attempt = async (work) => {
    try {
      return await work();
    } catch (error) {
      page.failed(error);
      return null;
    }
  };

  page.takePulse = (pulse) => {
    page.revision = pulse.revision;
    let [done, total] = [0, 0];
    for (const [decided, all] of Object.values(pulse.progress)) {
      done += decided;
      total += all;
    }
    page.progress = pulse.progress;
    const cells = pulse.open_cells;
    const left = cells ? `${page.number(cells)} cell${cells === 1 ? "" : "s"} can still change a table` : "Every cell is settled";
    const words = `${left} · ${page.number(done)} of ${page.number(total)} passages decided`;
    if (get("progress-words").textContent !== words) get("progress-words").textContent = words;
    get("progress-done").style.width = total ? `${(100 * done) / total}%` : "0";
    const anew = "The study was coded again since this page was opened. Stop plancoder review and start it again.";
    page.banner(pulse.coded_anew ? anew : pulse.warning || "");
  };

  const beat = async () => {
    if (document.hidden || page.coding.state.busy) return;
    try {
      const pulse = await page.api.pulse(page.revision);
      const anew = pulse.loads !== page.loads;
      page.loads = pulse.loads;
      page.takePulse(pulse);
      if (anew) await page.queue.choose();
      else if (pulse.changed.length) await refresh(pulse.changed);
    } catch (error) {
      page.failed(error);
    }
  };

  const refresh = async (changed) => {
    const shown = page.coding.state.shown;
    if (shown && changed.includes(shown.id)) {
      const { version } = shown;
      await page.coding.show(shown.id);
      const now = page.coding.state.shown;
      if (now && now.id === shown.id && now.version !== version) {
        page.queue.update(now);
        page.say("Decided elsewhere just now: see above.");
      }
    }
    page.queue.renew();
  };

  // Another window on the same file decided.
  const takeOthers = async () => {
    page.takePulse(await page.api.pulse());
    await page.queue.choose(page.coding.state.shown?.id);
  };

  const typing = (target) =>
    target.closest("input, textarea, select, [contenteditable]") !== null;

  const move = (step) => page.coding.afterTurn(() => page.queue.move(step));

  const keys = {
    a: () => page.coding.decide("accept"),
    r: () => page.coding.decide("reject"),
    q: () => page.coding.decide("unsure"),
    x: () => page.queue.toggle(),
    u: () => page.coding.undo(),
    j: () => move(1),
    k: () => move(-1),
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    n: () => get("note").focus(),
    "/": () => get("f-text").focus(),
    f: () => get("f-state").focus(),
    "?": () => page.panels.keys(),
    l: () => page.list.open(),
    p: () => page.panels.progress(),
    t: () => page.panels.text(),
    w: () => page.panels.cells(),
    s: () => page.api.statements && page.statements.open(),
    z: () => page.picture.enlarge(),
    "[": () => page.picture.turn(-1),
    "]": () => page.picture.turn(1),
  };

  const onKey = (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (event.key === "Escape" && typing(event.target) && !get("panel").open) {
      event.preventDefault();
      get("coding").focus();
      return;
    }
    if (get("panel").open || typing(event.target) || !(event.key in keys)) return;
    const arrow = event.key.startsWith("Arrow");
    if (arrow && event.target.closest("#sheets, #list")) return; // these scroll, or move by themselves
    if (!arrow && page.keysOff) return;
    event.preventDefault();
    if (event.repeat && "aruq".includes(event.key)) return; // a key held down decides once
    page.attempt(keys[event.key]);
  };

  const start = async () => {
    const study = await page.api.start();
    page.takeStudy(study);
    page.loads = study.loads;
    get("study").textContent = study.study;
    get("reviewer").textContent = study.reviewer ? `Reviewer: ${study.reviewer}` : "";
    document.title = `Review ${study.study} – plancoder`;
    page.takePulse(study);
    page.queue.prepare(study);
    page.coding.prepare();
    page.picture.prepare();
    page.panels.prepare();
    page.statements.prepare();
    page.list.prepare();
    page.api.prepare();
    document.addEventListener("keydown", onKey);
    await page.queue.choose();
    get("coding").focus();
    if (page.api.offline) {
      page.api.whenChanged(() => page.attempt(takeOthers));
    } else {
      setInterval(beat, 4000);
      document.addEventListener("visibilitychange", beat);
    }
    document.body.dataset.ready = "yes";
    performance.mark("ready"); // for the benchmark
  };

  page.attempt(start);
})();
