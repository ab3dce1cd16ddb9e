"use strict";
// The page of the plan as picture, the passage boxed.
page.picture = (() => {
  const { el, get, fill } = page;
  const state = { plan: "", number: 0, numbers: [], sheets: [], large: false };

  const wait = (coding) => {
    if (state.plan === coding.plan && state.number === coding.page) return; // the picture stays until the boxes move
    get("picture-title").textContent = title(coding.plan, coding.page);
    fill(get("sheets"), el("p", { class: "waiting" }, "Reading the page…"));
  };

  const title = (plan, number) => {
    const file = page.plan(plan).file.split("/").pop() || page.planName(plan);
    return number ? `Page ${number} of ${file}` : file;
  };

  const show = (coding, context) => {
    const sheets = context.missing ? [] : page.api.pictures(coding.plan, context);
    Object.assign(state, { plan: coding.plan, number: coding.page, numbers: context.pages || [], sheets });
    if (!sheets.length) {
      clear(context.missing ? "No picture: the text could not be found." : "This plan has no pages to show; its text stands at the left.");
      get("picture-title").textContent = title(coding.plan, coding.page);
      return;
    }
    state.number = sheets[0].page;
    draw();
  };

  const draw = () => {
    get("picture-title").textContent = title(state.plan, state.number);
    fill(get("sheets"), ...state.sheets.map(sheet));
    const at = state.numbers.indexOf(state.number);
    get("page-back").disabled = at <= 0;
    get("page-on").disabled = at < 0 || at + 1 >= state.numbers.length;
  };

  const sheet = ({ page: number, source, boxes }, index) => {
    const image = el("img", { alt: `Page ${number}${boxes.length ? ", the passage boxed" : ""}`, draggable: "false" });
    const frame = el("figure", { class: page.api.offline ? "sheet part" : "sheet" }, image);
    boxes.forEach((box) => {
      const mark = el("div", { class: "box", "aria-hidden": "true" });
      ["left", "top", "width", "height"].forEach((name, at) => { mark.style[name] = `${box[at] * 100}%`; });
      frame.append(mark);
    });
    image.addEventListener("load", () => index === 0 && scrollToBox(frame));
    image.addEventListener("error", () => fill(frame, el("p", { class: "waiting" }, "The page could not be drawn.")));
    image.src = source;
    return frame;
  };

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
