"use strict";
// The page of the plan as picture, the passage boxed.
page.picture = (() => {
  const { el, get, fill } = page;
  const state = { plan: "", number: 0, numbers: [], sheets: [], large: false };

  // The text around a coding takes longer to read than its page to draw: the page is shown, the boxes follow.
  const wait = (coding) => {
    if (state.plan === coding.plan && state.number === coding.page) return; // the picture stays until the boxes move
    if (page.api.picture && /\.pdf$/i.test(fileOf(coding.plan, coding.page)) && coding.page) {
      const numbers = state.plan === coding.plan ? state.numbers : [];
      const sheets = [{ page: coding.page, source: page.api.picture(coding.plan, coding.page), boxes: [] }];
      Object.assign(state, { plan: coding.plan, number: coding.page, numbers, sheets });
      draw();
      return;
    }
    get("picture-title").textContent = title(coding.plan, coding.page);
    fill(get("sheets"), el("p", { class: "waiting" }, "Reading the page…"));
  };

  const fileOf = (plan, number) => {
    const part = typeof number === "string" ? Number(number.match(/\d+/)[0]) : 1;
    return (page.plan(plan).files[part - 1] || "").split("/").pop();
  };

  const title = (plan, number) => {
    const file = fileOf(plan, number) || page.planName(plan);
    return number ? `${page.Place(number)} of ${file}` : file;
  };

  const show = (coding, context) => {
    const sheets = context.missing ? [] : page.api.pictures(coding.plan, context);
    Object.assign(state, { plan: coding.plan, number: coding.page, numbers: context.pages || [], sheets });
    if (!sheets.length) {
      clear(context.missing ? "No picture: the words could not be found." : "Reading the text…");
      get("picture-title").textContent = title(coding.plan, coding.page);
      if (!context.missing) page.attempt(() => showText(coding, context));
      return;
    }
    state.number = sheets[0].page;
    draw();
    page.attempt(() => markWords(coding));
  };

  // The words themselves within the box, where they stand on the page as they stand in the text.
  const markWords = async (coding) => {
    const told = await page.api.marks(coding.id);
    const now = page.coding.state;
    if (!now.shown || now.shown.id !== coding.id) return;
    const at = state.sheets.findIndex((each) => each.page === told.page);
    const frame = get("sheets").querySelectorAll(".sheet")[at];
    if (frame) told.boxes.forEach((box) => frame.append(boxed(box, "hit")));
  };

  const boxed = (box, kind) => {
    const mark = el("div", { class: kind, "aria-hidden": "true" });
    ["left", "top", "width", "height"].forEach((name, at) => { mark.style[name] = `${box[at] * 100}%`; });
    return mark;
  };

  // A plan without pictures: its text, the block with the passage boxed.
  const showText = async (coding, context) => {
    const told = await page.api.text(coding.plan, context.part || 0);
    const now = page.coding.state;
    if (!now.shown || now.shown.id !== coding.id) return;
    const blocks = told.blocks.map((block) => page.panels.textBlock(block, told.marked));
    fill(get("sheets"), el("div", { class: "sheet prose" }, ...blocks));
    const at = blocks[told.blocks.findIndex((block) => block.start === context.block)];
    if (!at) return;
    at.classList.add("boxed");
    get("sheets").scrollTop = Math.max(0, at.offsetTop - get("sheets").clientHeight / 3);
  };

  const draw = () => {
    get("picture-title").textContent = title(state.plan, state.number);
    const [first, ...others] = state.sheets.map(sheet);
    fill(get("sheets"), first, ...others);
    if (first && first.querySelector("img")?.complete) scrollToBox(first); // it was there before
    const at = state.numbers.indexOf(state.number);
    get("page-back").disabled = at <= 0;
    get("page-on").disabled = at < 0 || at + 1 >= state.numbers.length;
  };

  const sheet = ({ page: number, source, boxes }, index) => {
    const image = shown(source) || el("img", { draggable: "false", src: source });
    image.alt = `${page.Place(number)}${boxes.length ? ", the passage boxed" : ""}`;
    const frame = el("figure", { class: page.api.offline ? "sheet part" : "sheet" }, image);
    boxes.forEach((box) => frame.append(boxed(box, "box")));
    image.onload = () => index === 0 && scrollToBox(frame);
    image.onerror = () => fill(frame, el("p", { class: "waiting" }, "The page could not be drawn."));
    return frame;
  };

  // A picture that stands there, or is on its way, is not asked for again.
  const shown = (source) => [...get("sheets").querySelectorAll("img")].find((each) => each.getAttribute("src") === source);

  const scrollToBox = (frame) => {
    const box = frame.querySelector(".box");
    const sheets = get("sheets");
    sheets.scrollTop = box ? Math.max(0, frame.offsetTop + box.offsetTop - sheets.clientHeight / 3) : 0;
    sheets.scrollLeft = box ? Math.max(0, box.offsetLeft - 20) : 0;
  };

  const turn = (step) => {
    const at = state.numbers.indexOf(state.number) + step;
    if (at < 0 || at >= state.numbers.length || !page.api.picture) return;
    state.number = state.numbers[at];
    const coding = page.coding.state;
    const known = coding.context && !coding.context.missing
      ? page.api.pictures(state.plan, coding.context).find((each) => each.page === state.number) : null;
    state.sheets = [known || { page: state.number, source: page.api.picture(state.plan, state.number), boxes: [] }];
    draw();
  };

  const enlarge = () => {
    state.large = !state.large;
    get("zoom").setAttribute("aria-pressed", String(state.large));
    get("sheets").classList.toggle("large", state.large);
    const first = get("sheets").querySelector(".sheet");
    if (first) scrollToBox(first);
  };

  const clear = (words = "") => {
    get("picture-title").textContent = "Page";
    fill(get("sheets"), words ? el("p", { class: "waiting" }, words) : null);
    get("page-back").disabled = get("page-on").disabled = true;
  };

  const prepare = () => {
    get("page-back").addEventListener("click", () => turn(-1));
    get("page-on").addEventListener("click", () => turn(1));
    get("zoom").addEventListener("click", enlarge);
    if (page.api.offline) get("page-back").hidden = get("page-on").hidden = true;
  };

  return { prepare, wait, show, clear, enlarge, turn };
})();
