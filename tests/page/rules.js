// Rules of accessibility under the names that axe-core gives them, written anew for pages such as these: each function
// gives what breaks its rule, as it stands in the browser. Read by tests/page; nothing of this is part of a page that
// git-headway writes.
//
// Held in audit.js, under sentences of their own: color-contrast, document-title, duplicate-id, duplicate-id-aria,
// empty-heading, heading-order, html-has-lang, image-alt, label, landmark-no-duplicate-main, landmark-one-main, link-name,
// page-has-heading-one, scrollable-region-focusable, svg-img-alt.
// For what no such page has, there is no rule here: buttons, dialogs, frames, lists of definitions, media, menus,
// objects, selections, tabs, timers, trees; nor for roles and their states beyond the two that are allowed at all, which
// aria-allowed-role and aria-valid-attr hold.
(() => {
  const all = (what, below = document) => [...below.querySelectorAll(what)];
  const plain = text => (text ?? "").replace(/\s+/g, " ").trim();
  const named = element => {
    const tag = element.tagName.toLowerCase();
    return element.id ? `${tag}#${element.id}` : `${tag} ${JSON.stringify(plain(element.textContent).slice(0, 40))}`;
  };
  const seen = element => element.checkVisibility({ visibilityProperty: true });
  const nameOf = element => {
    const ids = (element.getAttribute("aria-labelledby") ?? "").split(/\s+/).filter(Boolean);
    const referred = ids.map(id => document.getElementById(id)?.textContent ?? "").join(" ");
    const own = element.querySelector(":scope > title");
    return plain(referred) || plain(element.getAttribute("aria-label")) || plain(own?.textContent);
  };
  const FOCUSABLE = "a[href], summary, input, select, textarea, button, [tabindex]";
  const LANDMARKS = "main, nav, aside, header, footer, section, form, [role]";
  const KNOWN = ["hidden", "label", "labelledby", "describedby"].map(name => `aria-${name}`);
  const ROLES = { svg: ["img"], div: ["region"] };
  // Of what keys come to without anything that can be done there.
  const REGIONS = ["region", "main", "navigation", "complementary", "form"];
  // What divides a page, and would be a part of another if it stood within.
  const DIVIDES = "article, aside, main, nav, section";

  // What holds running text.
  const BLOCKS = ["p", "li", "td", "th", "figcaption", "h1", "h2", "footer"];

  const attributes = element => [...element.attributes].map(attribute => attribute.name);
  const everything = () => all("*");
  const onlyOne = what => all(what).filter(mark => mark.hasAttribute("role") || !mark.parentElement.closest(DIVIDES)).slice(1);

  const rules = {
    "accesskeys": () => all("[accesskey]").filter(element => all("[accesskey]").some(other =>
      other !== element && other.accessKey.toLowerCase() === element.accessKey.toLowerCase())),
    "aria-valid-attr": () => everything().filter(element =>
      attributes(element).some(name => name.startsWith("aria-") && !KNOWN.includes(name))),
    "aria-valid-attr-value": () => all("[aria-hidden]").filter(element =>
      !["true", "false"].includes(element.getAttribute("aria-hidden"))),
    "aria-allowed-role": () => all("[role]").filter(element =>
      !(ROLES[element.tagName.toLowerCase()] ?? []).includes(element.getAttribute("role"))),
    // A name on what has no role is not read out.
    "aria-prohibited-attr": () => all("[aria-label], [aria-labelledby]").filter(element =>
      ["DIV", "SPAN", "P", "I", "STRONG"].includes(element.tagName) && !element.hasAttribute("role")),
    "aria-hidden-body": () => all("body[aria-hidden=true]"),
    "aria-hidden-focus": () => all("[aria-hidden=true]").filter(element => all(FOCUSABLE, element).length),
    "avoid-inline-spacing": () => all("[style]").filter(element =>
      ["letter-spacing", "word-spacing", "line-height"].some(name =>
        element.style.getPropertyPriority(name) === "important")),
    "bypass": () => {
      const first = document.querySelector(FOCUSABLE);
      const leads = first?.getAttribute("href") ?? "";
      return leads.startsWith("#") && document.querySelector("main")?.id === leads.slice(1) ? [] : [document.body];
    },
    "skip-link": () => all("a[href^='#']").slice(0, 1).filter(link => {
      const there = document.getElementById(link.getAttribute("href").slice(1));
      return !there || !(there.matches(FOCUSABLE) || there.querySelector(FOCUSABLE));
    }),
    // Nothing is turned on its side by how a telephone is held.
    "css-orientation-lock": () => {
      const turns = rule => [...rule.cssRules ?? []].some(inner =>
        /rotate|matrix/.test(`${inner.style?.transform} ${inner.style?.rotate}`));
      const sheets = [...document.styleSheets].flatMap(sheet => [...sheet.cssRules]);
      const turned = sheets.some(rule => /orientation/.test(rule.media?.mediaText) && turns(rule));
      return turned ? [document.documentElement] : [];
    },
    "empty-table-header": () => all("th").filter(heading => !plain(heading.textContent)),
    // Where keys stop, there is something to do, or a part of the page that says what it is.
    "focus-order-semantics": () => all("[tabindex]").filter(element => {
      const does = element.matches("a[href], summary, input, select, textarea, button");
      const part = element.matches("main, nav, aside") || REGIONS.includes(element.getAttribute("role"));
      return element.tabIndex >= 0 && !does && !part;
    }),
    "form-field-multiple-labels": () => all("input").filter(input => input.labels.length > 1),
    "html-lang-valid": () => all("[lang]").filter(element => !/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/.test(element.lang)),
    "html-xml-lang-mismatch": () => all("html").filter(html => {
      const other = html.getAttribute("xml:lang");
      return other !== null && other.split("-")[0] !== html.lang.split("-")[0];
    }),
    "identical-links-same-purpose": () => {
      const links = all("main a[href]");
      return links.filter(link => links.some(other =>
        plain(other.textContent) === plain(link.textContent) && other.href !== link.href));
    },
    // Whoever speaks to a page says what they see.
    "label-content-name-mismatch": () => all("a[href], summary").filter(element => {
      const [name, text] = [nameOf(element), plain(element.textContent)].map(words => words.toLowerCase());
      return name && text && !name.includes(text);
    }),
    "label-title-only": () => all("input").filter(input =>
      input.title && !input.labels.length && !nameOf(input)),
    "landmark-banner-is-top-level": () => all("[role=banner]").filter(mark => mark.parentElement.closest(LANDMARKS)),
    "landmark-complementary-is-top-level": () => all("aside").filter(mark =>
      mark.parentElement.closest("article, aside, nav, section")),
    "landmark-contentinfo-is-top-level": () => all("[role=contentinfo]").filter(mark =>
      mark.parentElement.closest(LANDMARKS)),
    "landmark-no-duplicate-banner": () => onlyOne("header, [role=banner]"),
    "landmark-no-duplicate-contentinfo": () => onlyOne("footer, [role=contentinfo]"),
    "landmark-main-is-top-level": () => all("main").filter(main => main.parentElement.closest(LANDMARKS)),
    "landmark-unique": () => {
      const marks = all("nav, section[aria-labelledby], aside, [role=region]").filter(seen);
      const role = mark => ["SECTION", "DIV"].includes(mark.tagName) ? "region" : mark.tagName;
      const key = mark => `${role(mark)} ${nameOf(mark)}`;
      return marks.filter((mark, at) => marks.findIndex(other => key(other) === key(mark)) !== at);
    },
    // Known among the words around it by more than its colour, and by that too where it has one of its own.
    "link-in-text-block": () => all(`${BLOCKS.map(block => `${block} a[href]`)}`).filter(link => {
      const block = link.closest(`${BLOCKS}`);
      const around = plain(block.textContent) !== plain(link.textContent);
      const [style, words] = [link, block].map(at => getComputedStyle(at));
      const coloured = style.color === words.color || audit.between(style.color, words.color) >= 3;
      return around && seen(link) && !(coloured && style.textDecorationLine.includes("underline"));
    }),
    "list": () => all("ul, ol").filter(list => [...list.children].some(child => child.tagName !== "LI")),
    "listitem": () => all("li").filter(item => !["UL", "OL"].includes(item.parentElement.tagName)),
    "meta-refresh": () => all("meta[http-equiv=refresh]"),
    "meta-viewport": () => {
      const says = document.querySelector("meta[name=viewport]")?.content ?? "";
      return /user-scalable\s*=\s*(no|0)|maximum-scale/.test(says) || !says ? [document.documentElement] : [];
    },
    "nested-interactive": () => all(`:is(a[href], summary, button) :is(${FOCUSABLE})`),
    // What looks like a heading over the text below it is one.
    "p-as-heading": () => all("p").filter(one => {
      const next = one.nextElementSibling;
      if (next?.tagName !== "P" || !plain(one.textContent) || !seen(one)) return false;
      const whole = one.children.length === 1 && plain(one.children[0].textContent) === plain(one.textContent);
      const [style, below] = [whole ? one.children[0] : one, next].map(at => getComputedStyle(at));
      const bolder = style.fontWeight - below.fontWeight > 150;
      const larger = parseFloat(style.fontSize) / parseFloat(below.fontSize);
      const slanted = style.fontStyle === "italic" && below.fontStyle !== "italic";
      const looks = larger > 1.4 || (bolder && (larger > 1.15 || slanted)) || (slanted && larger > 1.15);
      return looks && plain(one.textContent).length <= 2 * plain(next.textContent).length;
    }),
    "presentation-role-conflict": () => all("[role=none], [role=presentation], img[alt='']").filter(element =>
      element.tabIndex >= 0 || attributes(element).some(name => /^aria-(?!hidden)/.test(name))),
    "region": () => {
      const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const outside = [];
      while (words.nextNode()) {
        const element = words.currentNode.parentElement;
        const inside = element.closest("main, nav, style, script, a[href^='#']");
        if (plain(words.currentNode.data) && !inside) outside.push(element);
      }
      return outside;
    },
    "role-img-alt": () => all("[role=img]").filter(image => !nameOf(image)),
    "scope-attr-valid": () => all("[scope]").filter(cell =>
      cell.tagName !== "TH" || !["row", "col"].includes(cell.getAttribute("scope"))),
    "summary-name": () => all("summary").filter(summary => !plain(summary.textContent)),
    "tabindex": () => all("[tabindex]").filter(element => element.tabIndex > 0),
    "table-duplicate-name": () => all("table").filter(table =>
      table.caption && table.getAttribute("summary") === plain(table.caption.textContent)),
    "table-fake-caption": () => all("td[colspan]").filter(cell =>
      cell.colSpan > 1 && cell.parentElement.cells.length === 1),
    "td-has-header": () => all("tbody td").filter(cell => {
      const table = cell.closest("table");
      const row = cell.parentElement.querySelector("th[scope=row]");
      return !row && !table.querySelector("th[scope=col]");
    }),
    "td-headers-attr": () => all("[headers]").filter(cell =>
      cell.getAttribute("headers").split(/\s+/).some(id =>
        cell.closest("table") !== document.getElementById(id)?.closest("table"))),
    "th-has-data-cells": () => all("th[scope=row]").filter(heading =>
      !heading.parentElement.querySelector("td") && heading.closest("table").rows[0].cells.length > 1),
    // What is not among words is far enough from the next of its kind to be met by a finger.
    "target-size": () => {
      const alone = element => {
        const words = element.closest("li, p, td, th, h1");
        return element.tagName !== "A" || !words || plain(words.textContent) === plain(element.textContent);
      };
      const targets = all("a[href], summary, input").filter(one => seen(one) && alone(one))
        .map(one => [one, one.getBoundingClientRect()]).filter(([, box]) => box.right > 0);
      const middle = box => [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
      return targets.filter(([one, box]) => {
        if (box.width >= 24 && box.height >= 24) return false;
        const [x, y] = middle(box);
        return targets.some(([other, next]) => {
          if (one === other) return false;
          const across = Math.max(next.left - x, 0, x - next.right);
          const down = Math.max(next.top - y, 0, y - next.bottom);
          const [nextX, nextY] = middle(next);
          return Math.hypot(across, down) < 12 || Math.hypot(nextX - x, nextY - y) < 24;
        });
      }).map(([one]) => one);
    },
  };

  // Of all rules, or of one.
  const broken = only => Object.entries(rules).filter(([name]) => !only || name === only)
    .flatMap(([name, rule]) => rule().map(element => `${name}: ${named(element)}`));

  // Where keys go: what has the focus after each press of the tab key.
  const FOCUSED = new Set();
  const focused = () => {
    const at = document.activeElement;
    if (!at || at === document.body) return "";
    FOCUSED.add(at);
    return named(at);
  };
  // What keys should have come to, and where they went against the order of reading.
  const order = () => {
    const groups = new Set();
    const expected = all(FOCUSABLE).filter(element => {
      if (element.tabIndex < 0 || !seen(element)) return false;
      // Keys come to one of a group.
      if (element.type !== "radio") return true;
      return element.checked && groups.size !== groups.add(element.name).size;
    });
    const went = [...FOCUSED];
    const faults = expected.filter(element => !FOCUSED.has(element))
      .map(element => `no key gets to ${named(element)}`);
    went.slice(1).forEach((element, at) => {
      const follows = went[at].compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING;
      if (!follows) faults.push(`keys go back from ${named(went[at])} to ${named(element)}`);
    });
    return faults;
  };

  return { broken, focused, order };
})()
