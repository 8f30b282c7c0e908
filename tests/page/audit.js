// What is wrong with a page, as it stands in the browser: each function gives a list of sentences, empty for a
// sound page. Read by tests/page; nothing of this is part of a page that git-headway writes.
(() => {
  const all = (what, below = document) => [...below.querySelectorAll(what)];
  const plain = text => text.replace(/\s+/g, " ").trim();
  const short = text => JSON.stringify(plain(text).slice(0, 40));
  const named = element => {
    const tag = element.tagName.toLowerCase();
    return element.id ? `${tag}#${element.id}` : `${tag} ${short(element.textContent)}`;
  };

  // From the element up to the root.
  const upwards = element => {
    const line = [];
    for (let at = element; at; at = at.parentElement) line.push(at);
    return line;
  };

  // Kept for those who listen: outside of the page, or cut to nothing, by an absolute position.
  const onlyHeard = element => upwards(element).some(at => {
    const style = getComputedStyle(at);
    if (style.position !== "absolute" && style.position !== "fixed") return false;
    const box = at.getBoundingClientRect();
    const clipped = box.width <= 2 && box.height <= 2 && style.overflow !== "visible";
    return clipped || box.right + scrollX < -100 || box.bottom + scrollY < -100;
  });

  // Every line of every text that can be seen: the element it stands in and its box in the page, without the
  // room above and below the letters, which lines may share.
  const texts = () => {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const element = node.parentElement;
      if (!plain(node.data) || element.closest("style, title, desc, script")) continue;
      if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      if (onlyHeard(element)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) {
        if (box.width < 1 || box.height < 1) continue;
        const quarter = box.height / 4;
        found.push({
          element, text: node.data,
          left: box.left + scrollX, right: box.right + scrollX,
          top: box.top + scrollY + quarter, bottom: box.bottom + scrollY - quarter,
        });
      }
    }
    return found;
  };

  const isFixed = element =>
    upwards(element).some(at => ["fixed", "sticky"].includes(getComputedStyle(at).position));

  const overlaps = lines => {
    const faults = [];
    lines.sort((one, other) => one.top - other.top);
    lines.forEach((one, index) => {
      for (const other of lines.slice(index + 1)) {
        if (other.top >= one.bottom - 1) break;
        if (Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1) {
          faults.push(`${short(one.text)} and ${short(other.text)} overlap`);
        }
      }
    });
    // What stays while the page is scrolled must not be over it.
    for (const fixed of lines.filter(line => isFixed(line.element))) {
      const under = lines.find(line => !isFixed(line.element)
        && Math.min(line.right, fixed.right) - Math.max(line.left, fixed.left) > 1);
      if (under) faults.push(`${short(fixed.text)} comes to lie over ${short(under.text)}`);
    }
    return faults;
  };

  const scrolls = overflow => ["auto", "scroll"].includes(overflow);

  // What cannot be brought into sight: on paper, nor can what is scrolled on a screen.
  const cuts = (lines, paper) => {
    const faults = [];
    for (const line of lines) {
      let [across, down] = [true, true];
      for (const at of upwards(line.element)) {
        if (at === document.body) break;
        const style = getComputedStyle(at);
        const flows = style.display === "inline" && at.tagName !== "svg";
        if (flows || style.display === "contents" || at.ownerSVGElement) continue;
        const box = at.getBoundingClientRect();
        const [left, top] = [box.left + scrollX, box.top + scrollY];
        const [right, bottom] = [left + box.width, top + box.height];
        if (across && style.overflowX !== "visible") {
          if (scrolls(style.overflowX) && !paper) across = false;
          else if (line.left < left - 1 || line.right > right + 1) {
            faults.push(`${short(line.text)} is cut by ${named(at)}`);
          }
        }
        if (down && style.overflowY !== "visible") {
          if (scrolls(style.overflowY) && !paper) down = false;
          else if (line.top < top - 1 || line.bottom > bottom + 1) {
            faults.push(`${short(line.text)} is cut by ${named(at)}`);
          }
        }
      }
      const beyond = line.left < -1 || line.right > document.documentElement.clientWidth + 1;
      if (across && beyond && !paper) faults.push(`${short(line.text)} is beyond the edge of the page`);
    }
    return faults;
  };

  // The size of letters as they are seen: an SVG is drawn larger or smaller than it is written.
  const size = element => {
    const written = parseFloat(getComputedStyle(element).fontSize);
    const drawn = element.ownerSVGElement ? element.getScreenCTM() : null;
    return drawn ? written * Math.hypot(drawn.a, drawn.b) : written;
  };

  const layout = (paper = false) => {
    const lines = texts();
    const faults = [...overlaps(lines), ...cuts(lines, paper)];
    const page = document.scrollingElement;
    // What is wider than a sheet is drawn smaller, and all the rest with it.
    const shrinks = paper ? page.scrollWidth / page.clientWidth : 1;
    if (shrinks > 1.005) {
      const widest = all("body *").reduce((one, other) =>
        one.getBoundingClientRect().right >= other.getBoundingClientRect().right ? one : other);
      faults.push(`${named(widest)} is wider than a sheet: all is drawn at ${(1 / shrinks).toFixed(2)}`);
    }
    if (!paper && page.scrollWidth > page.clientWidth) {
      faults.push(`the page is ${page.scrollWidth} wide in a window of ${page.clientWidth}`);
    }
    for (const { element, text } of lines) {
      const drawn = size(element) / shrinks;
      if (drawn < 8) faults.push(`${short(text)} is ${drawn.toFixed(1)} px high`);
    }
    // The print shows what sheets cut where they happen to end; this, what they could cut if they ended elsewhere.
    for (const whole of paper ? all("figure, tr") : []) {
      const kept = getComputedStyle(whole).breakInside === "avoid";
      if (whole.checkVisibility() && !kept) faults.push(`a sheet may cut ${named(whole)}`);
    }
    for (const box of all("body *")) {
      if (paper || !scrolls(getComputedStyle(box).overflowX)) continue;
      if (box.scrollWidth <= box.clientWidth || !box.checkVisibility()) continue;
      if (box.tabIndex < 0) faults.push(`${named(box)} scrolls, and no key gets there`);
      if (!nameOf(box)) faults.push(`${named(box)} scrolls and has no name`);
    }
    return faults;
  };

  // What a screen reader would call it.
  const nameOf = element => {
    const by = element.getAttribute("aria-labelledby");
    const referred = (by ?? "").split(/\s+/).filter(Boolean)
      .map(id => document.getElementById(id)?.textContent ?? "").join(" ");
    const own = element.querySelector(":scope > title, :scope > figcaption, :scope > caption");
    return plain(referred || element.getAttribute("aria-label") || own?.textContent || "");
  };

  const structure = () => {
    const faults = [];
    const fault = (holds, sentence) => holds || faults.push(sentence);
    fault(document.documentElement.lang, "the language of the page is not said");
    fault(plain(document.title), "the page has no title");
    const policy = document.querySelector("meta[http-equiv=Content-Security-Policy]");
    fault(policy?.content.includes("default-src 'none'"), "nothing forbids the page to load things");
    fault(all("main").length === 1, "the page has not one main part");
    fault(all("script").length === 0, "the page has a script");

    const headings = all("h1, h2, h3, h4, h5, h6");
    fault(all("h1").length === 1, `the page has ${all("h1").length} first headings`);
    headings.reduce((before, heading) => {
      const level = Number(heading.tagName[1]);
      fault(level <= before + 1, `${named(heading)} jumps from level ${before} to ${level}`);
      fault(plain(heading.textContent), "a heading is empty");
      return level;
    }, 0);

    const ids = all("[id]").map(element => element.id);
    ids.forEach((id, index) => fault(ids.indexOf(id) === index, `two things are called ${id}`));
    for (const attribute of ["aria-labelledby", "aria-describedby"]) {
      for (const element of all(`[${attribute}]`)) {
        for (const id of element.getAttribute(attribute).split(/\s+/).filter(Boolean)) {
          fault(document.getElementById(id), `${named(element)} refers to ${id}, which is not there`);
        }
      }
    }
    for (const link of all("a")) {
      const leads = link.getAttribute("href") ?? "";
      fault(plain(link.textContent) || nameOf(link), `the link to ${leads} has no text`);
      if (leads.startsWith("#")) {
        const there = document.getElementById(decodeURIComponent(leads.slice(1)));
        fault(there, `the link ${short(link.textContent)} leads to ${leads}, which is not there`);
        fault(!there || there.checkVisibility(), `${leads} is hidden where a link leads to it`);
      } else {
        fault(/^https?:\/\//.test(leads), `the link ${short(link.textContent)} leads to ${leads}`);
      }
    }

    for (const figure of all("figure")) {
      fault(nameOf(figure), `${named(figure)} has no name`);
      const drawn = all("svg:not([aria-hidden=true])", figure).length > 0;
      fault(!drawn || figure.querySelector("table"), `${named(figure)} has no table of its data`);
    }
    for (const drawing of all("svg:not([aria-hidden=true])")) {
      fault(drawing.getAttribute("role") === "img", `${named(drawing)} is not said to be a picture`);
      fault(nameOf(drawing), `${named(drawing)} has no name`);
      const described = drawing.querySelector(":scope > desc")
        || drawing.hasAttribute("aria-describedby");
      fault(described, `${named(drawing)} is not described`);
    }
    for (const image of all("img")) fault(image.hasAttribute("alt"), `${named(image)} has no text`);
    for (const table of all("table")) {
      fault(nameOf(table), `${named(table)} has no name`);
      fault(table.querySelector("th"), `${named(table)} has no headings`);
      for (const heading of all("th", table)) {
        fault(heading.hasAttribute("scope"), `${named(heading)} heads neither a row nor a column`);
      }
    }
    for (const control of all("input, select, textarea")) {
      const label = [...control.labels].map(label => label.textContent).join(" ");
      fault(plain(label) || nameOf(control), `${named(control)} has no label`);
    }
    for (const element of all("a[href], summary, input, [tabindex='0']")) {
      if (!element.checkVisibility()) continue;
      element.focus({ focusVisible: true });
      const style = getComputedStyle(element);
      const shown = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
      fault(shown, `${named(element)} does not show that keys go to it`);
      fault(!onlyHeard(element), `${named(element)} stays out of sight when keys go to it`);
    }
    document.activeElement?.blur();
    scrollTo(0, 0);
    return faults;
  };

  // A colour of CSS as red, green, blue from 0 to 255 and alpha from 0 to 1, whatever way it is written.
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const colour = written => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = "transparent";
    canvas.fillStyle = written;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha / 255];
  };
  // For rules.js, of two written colours.
  const between = (one, other) => ratio(colour(one).slice(0, 3), colour(other).slice(0, 3));
  const over = ([red, green, blue, alpha], below) =>
    [red, green, blue].map((part, index) => part * alpha + below[index] * (1 - alpha));
  const luminance = rgb => {
    const [red, green, blue] = rgb.map(part => part / 255)
      .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const ratio = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };

  const ground = (element, line) => {
    let seen = [255, 255, 255];
    for (const at of upwards(element).reverse()) {
      seen = over(colour(getComputedStyle(at).backgroundColor), seen);
    }
    // In a drawing: the areas under the middle of the text that were painted before it.
    const drawing = element.ownerSVGElement;
    const [x, y] = [(line.left + line.right) / 2 - scrollX, (line.top + line.bottom) / 2 - scrollY];
    for (const area of drawing ? all("rect, circle", drawing) : []) {
      if (!(area.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING)) continue;
      const box = area.getBoundingClientRect();
      if (x < box.left || x > box.right || y < box.top || y > box.bottom) continue;
      const style = getComputedStyle(area);
      if (style.fill === "none") continue;
      const [red, green, blue, alpha] = colour(style.fill);
      seen = over([red, green, blue, alpha * style.opacity * style.fillOpacity], seen);
    }
    return seen;
  };

  const contrast = dark => {
    const faults = [];
    const page = luminance(ground(document.body, {}));
    if (dark ? page > 0.2 : page < 0.5) {
      faults.push(`the page has a luminance of ${page.toFixed(2)} in ${dark ? "dark" : "light"} colours`);
    }
    for (const line of texts()) {
      const { element, text } = line;
      const style = getComputedStyle(element);
      const [red, green, blue, alpha] = colour(element.ownerSVGElement ? style.fill : style.color);
      const opacity = upwards(element).reduce((all, at) => all * getComputedStyle(at).opacity, 1);
      const below = ground(element, line);
      const found = ratio(over([red, green, blue, alpha * opacity], below), below);
      const large = size(element) >= 24 || (size(element) >= 18.66 && style.fontWeight >= 700);
      if (found < (large ? 3 : 4.5)) faults.push(`${short(text)} has a contrast of ${found.toFixed(2)}`);
    }
    return faults;
  };

  // The contrast for each choice of colours that the page itself offers; paper is light for all of them.
  const choices = paper => {
    const offered = all("input[type=radio]");
    const before = offered.map(one => one.checked);
    const grounds = [];
    const faults = offered.flatMap(one => {
      one.checked = true;
      const label = plain([...one.labels].map(label => label.textContent).join(" "));
      const behind = luminance(ground(document.body, {}));
      grounds.push(behind);
      return contrast(behind < 0.2 && !paper).map(fault => `${label}: ${fault}`);
    });
    offered.forEach((one, index) => { one.checked = before[index]; });
    const both = Math.min(...grounds) < 0.2 && Math.max(...grounds) > 0.5;
    if (offered.length > 1 && !paper && !both) faults.push("no choice changes the colours");
    return faults;
  };

  // What is drawn without its shade meaning anything of its own: lines that lead the eye, and ranges and quiet times,
  // which have a thin line in full colour along them or stand in the table; cells of a matrix hold their numbers.
  const FAINT = ["gr", "ld", "bh", "bm", "bu", "ci", "q", "cell"];

  // Whether what is drawn can be told from the page: its area, or the line around it.
  const graphics = () => {
    const faults = [];
    const check = (what, element, colours) => {
      const below = ground(element.closest("figure, td, main") ?? document.body, {});
      const found = Math.max(...colours.map(([red, green, blue, alpha]) =>
        ratio(over([red, green, blue, alpha], below), below)));
      if (found < 3) faults.push(`${what} has a contrast of ${found.toFixed(2)}`);
    };
    for (const shape of all("svg :is(rect, circle, path, line)")) {
      const classes = [...shape.classList];
      if (!shape.checkVisibility() || classes.some(name => FAINT.includes(name))) continue;
      const style = getComputedStyle(shape);
      const colours = [style.fill, style.stroke].filter(one => one !== "none").map(colour)
        .map(([red, green, blue, alpha]) => [red, green, blue, alpha * style.opacity]);
      check(`a ${shape.tagName} of ${classes.join(" ")}`, shape, colours.length ? colours : [[0, 0, 0, 0]]);
    }
    for (const sign of all(".key i").filter(sign => sign.checkVisibility())) {
      const style = getComputedStyle(sign);
      const line = parseFloat(style.borderTopWidth) > 0 ? [style.borderTopColor] : [];
      check(`the sign of ${short(sign.parentElement.textContent)}`, sign,
        [style.backgroundColor, ...line].map(colour));
    }
    return [...new Set(faults)];
  };

  const open = () => all("details").forEach(details => { details.open = true; });

  // A link at the start and one at the end of each thing that a page of paper must not cut, 1 px high and
  // without a place of their own in the flow: a PDF says on which of its pages a link is.
  const mark = () => {
    const marks = (element, place, number) => {
      if (getComputedStyle(place).position === "static") place.style.position = "relative";
      for (const end of ["top", "bottom"]) {
        const link = document.createElement("a");
        link.href = `https://mark.invalid/${number}/${end}`;
        Object.assign(link.style, {
          position: "absolute", left: "0", width: "9px", height: "1px", display: "block", [end]: "0",
        });
        place.append(link);
      }
      return named(element);
    };
    const whole = all("figure, tr").filter(one => one.checkVisibility());
    return whole.map((one, number) => marks(one, one.cells?.[0] ?? one, number));
  };

  const close = () => all("details").forEach(details => { details.open = false; });

  return { layout, structure, contrast, choices, graphics, open, close, mark, between };
})()
