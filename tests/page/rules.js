// Rules of accessibility under the names that axe-core gives them, written anew for pages such as these: each function
// gives what breaks its rule, as it stands in the browser. Read by tests/page; nothing of this is part of a page that
// git-headway writes.
//
// Held in audit.js, under sentences of their own: color-contrast, document-title, duplicate-id, duplicate-id-aria,
// empty-heading, heading-order, html-has-lang, image-alt, label, landmark-no-duplicate-main, landmark-one-main, link-name,
// page-has-heading-one, scrollable-region-focusable, svg-img-alt.
// For what no such page has, there is no rule here: buttons, dialogs, frames, lists of definitions, media, menus,
// objects, selections, tabs, timers, trees.
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
  const ROLES = { svg: ["img"], div: ["group", "region"] };

  const attributes = element => [...element.attributes].map(attribute => attribute.name);
  const everything = () => all("*");

  const rules = {
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
    "bypass": () => {
      const first = document.querySelector(FOCUSABLE);
      const leads = first?.getAttribute("href") ?? "";
      return leads.startsWith("#") && document.querySelector("main")?.id === leads.slice(1) ? [] : [document.body];
    },
    "skip-link": () => all("a[href^='#']").slice(0, 1).filter(link => {
      const there = document.getElementById(link.getAttribute("href").slice(1));
      return !there || !(there.matches(FOCUSABLE) || there.querySelector(FOCUSABLE));
    }),
    "empty-table-header": () => all("th").filter(heading => !plain(heading.textContent)),
    "form-field-multiple-labels": () => all("input").filter(input => input.labels.length > 1),
    "html-lang-valid": () => all("[lang]").filter(element => !/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/.test(element.lang)),
    "identical-links-same-purpose": () => {
      const links = all("main a[href]");
      return links.filter(link => links.some(other =>
        plain(other.textContent) === plain(link.textContent) && other.href !== link.href));
    },
    "landmark-main-is-top-level": () => all("main").filter(main => main.parentElement.closest(LANDMARKS)),
    "landmark-unique": () => {
      const marks = all("nav, section[aria-labelledby], aside");
      const key = mark => `${mark.tagName} ${nameOf(mark)}`;
      return marks.filter((mark, at) => marks.findIndex(other => key(other) === key(mark)) !== at);
    },
    // Known among the words around it by more than its colour.
    "link-in-text-block": () => all("p a[href], li a[href], td a[href], th a[href]").filter(link => {
      const around = plain(link.parentElement.textContent) !== plain(link.textContent);
      const style = getComputedStyle(link);
      const marked = style.textDecorationLine !== "none" || parseFloat(style.borderBottomWidth) > 0;
      return around && seen(link) && !marked && !matchMedia("print").matches;
    }),
    "list": () => all("ul, ol").filter(list => [...list.children].some(child => child.tagName !== "LI")),
    "listitem": () => all("li").filter(item => !["UL", "OL"].includes(item.parentElement.tagName)),
    "meta-refresh": () => all("meta[http-equiv=refresh]"),
    "meta-viewport": () => {
      const says = document.querySelector("meta[name=viewport]")?.content ?? "";
      return /user-scalable\s*=\s*(no|0)|maximum-scale/.test(says) || !says ? [document.documentElement] : [];
    },
    "nested-interactive": () => all(`:is(a[href], summary, button) :is(${FOCUSABLE})`),
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

  const broken = () => Object.entries(rules)
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
