/*
 * My questions: ticked on any page, kept in this browser only (and in the link that the reader chooses to share).
 * Without this script every page still shows its questions, and /questions/ prints the full list.
 *
 * Other tabs change the same list, and a browser may refuse to keep it. So nothing here holds a copy of the list:
 * it is what is stored now, and on top of that the changes that could not be stored. Those go with the page.
 */
(function () {
  "use strict";
  var WORDS = window.words["assets/questions.js"];
  var KEY = "questions";
  var MOST_OWN = 50;
  var LONGEST = 300;
  var root = document.currentScript.getAttribute("data-root").replace(/\/?$/, "/");
  var waiting = [];
  var listeners = [];

  function make(name, text, className) {
    var made = document.createElement(name);
    if (text) { made.textContent = text; }
    if (className) { made.className = className; }
    return made;
  }
  function button(text, work) {
    var made = make("button", text);
    made.type = "button";
    made.addEventListener("click", work);
    return made;
  }
  /* Words of the reader's own, in their own direction of writing, so that they move nothing beside them. */
  function apart(words) {
    var made = make("bdi", words);
    made.dir = "auto";
    return made;
  }
  /* Words with their places filled; for a number, the form that the language has for it. */
  function filled(words, values) {
    return words.replace(/%\((\w+)\)s/g, function (place, name) { return values[name]; });
  }
  function many(forms, num, values) {
    var words = forms[new Intl.PluralRules(document.documentElement.lang).select(num)] || forms.other;
    return filled(words.replace("%(num)s", num), values || {});
  }
  function once(list) { return list.filter(function (one, n) { return list.indexOf(one) === n; }); }
  function without(list, gone) { return list.filter(function (one) { return gone.indexOf(one) < 0; }); }

  /* One line of words: no control characters, none that turn the direction of writing, no half characters. */
  function clean(words) {
    var text = String(words)
      .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, " ")
      .replace(/[\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]/g, "")
      .replace(/\s+/g, " ").trim();
    var cut = "";
    Array.from(text).some(function (one) {
      if (cut.length + one.length > LONGEST) { return true; }
      if (!/^[\ud800-\udfff]$/.test(one)) { cut += one; }
      return false;
    });
    return /[\p{L}\p{N}\p{P}\p{S}]/u.test(cut) ? cut.trim() : "";
  }

  /* ---- the list */

  function shaped(found) {
    found = found || {};
    var texts = function (list) {
      return Array.isArray(list) ? list.filter(function (one) { return typeof one === "string"; }) : [];
    };
    return {
      ids: once(texts(found.ids).filter(function (id) { return /^[a-z0-9-]{1,80}$/.test(id); })).slice(0, 200),
      own: once(texts(found.own).map(clean).filter(Boolean)).slice(0, MOST_OWN)
    };
  }
  /* null: this browser lets us store nothing. */
  function stored() {
    var text;
    try { text = localStorage.getItem(KEY); } catch (e) { return null; }
    try { return shaped(JSON.parse(text)); } catch (e) { return shaped(); }
  }
  function changed(list, change) {
    return {
      ids: once(without(list.ids, change.gone.ids).concat(change.come.ids)),
      own: once(without(list.own, change.gone.own).concat(change.come.own)).slice(0, MOST_OWN)
    };
  }
  function all() { return waiting.reduce(changed, stored() || shaped()); }
  function keep() {
    var list = all();
    var text = list.ids.length || list.own.length ? JSON.stringify(list) : null;
    try {
      if (text === null) { localStorage.removeItem(KEY); } else { localStorage.setItem(KEY, text); }
    } catch (e) { /* looked at below, as some browsers refuse without a word */ }
    try {
      if (localStorage.getItem(KEY) === text) { waiting = []; }
    } catch (e) { /* the change waits */ }
  }
  var api = {
    /* On the page of questions: whether an id is one of them. */
    known: function () { return true; },
    list: function () {
      var list = all();
      return { ids: list.ids.filter(api.known), own: list.own };
    },
    /* { come: {ids, own}, gone: {ids, own} }; who takes from the list takes first. */
    change: function (change) {
      waiting.push({ come: shaped(change.come), gone: shaped(change.gone) });
      keep();
      tell();
    },
    /* Takes ids away that are no questions; nothing is said of it, and nothing waits. */
    tidy: function (ids) {
      var change = { come: shaped(), gone: shaped({ ids: ids }) };
      waiting.push(change);
      keep();
      waiting = waiting.filter(function (one) { return one !== change; });
    },
    /* Whether nothing of the list is left in this browser; null where it does not let us look. */
    forget: function () {
      api.change({ gone: all() });
      var left = stored();
      return left && !left.ids.length && !left.own.length;
    },
    /* What a reader must know of how the list is kept; nothing where it is kept as it should be. */
    trouble: function () {
      var kept = stored();
      if (kept && !waiting.length) { return ""; }
      return kept && (kept.ids.length || kept.own.length)
        ? WORDS.last : WORDS["not kept"];
    },
    mostOwn: MOST_OWN,
    follow: function (listener) { listeners.push(listener); },
    tell: tell,
    clean: clean,
    apart: apart,
    make: make,
    filled: filled,
    many: many,
    button: button,
    tick: tick,
    copy: copy,
    decoded: decoded,
    parts: parts
  };
  /* What other scripts of this site may do with the list. */
  window.myQuestions = api;

  function copy(text, done) {
    var fallback = function () { window.prompt(WORDS.copy, text); };
    if (navigator.clipboard) { navigator.clipboard.writeText(text).then(done, fallback); }
    else { fallback(); }
  }

  /* ---- the fragment of an address */

  function decoded(text) {
    return text.replace(/(?:%[0-9a-f]{2})+/gi, function (run) {
      try { return decodeURIComponent(run); } catch (e) { return run; }
    });
  }
  /*
   * The parts of the fragment from the one of this name on, as [name, value] still encoded; none where it is not there.
   * Programs that carry a link encode its commas, the signs between its parts or the whole of it, once or twice, and
   * add to it. We never encode anything in the first part: where that was done, what it holds is decoded until none is.
   */
  function parts(name) {
    var between = /&(?:amp;|#38;|#x26;)*/i;
    var plain = new RegExp("^" + name + "=[^&%]*(?:&|$)", "i");
    var found = location.hash.slice(1).split(between);
    for (; found.length; found.shift()) {
      var start = found[0];
      for (var n = 0; n < 5 && !plain.test(start); n++) { start = decoded(start); }
      if (start.toLowerCase().indexOf(name + "=") === 0) {
        return start.split(between).concat(found.slice(1)).map(function (part) {
          var at = part.indexOf("=");
          return at < 0 ? [part, ""] : [part.slice(0, at).toLowerCase(), part.slice(at + 1)];
        });
      }
    }
    return [];
  }

  /* ---- on every page: a button beside each question, and how many are on the list */

  function tick(id, words) {
    var made = button("", function () {
      var one = { ids: [id] };
      api.change(made.classList.contains("on") ? { gone: one } : { come: one });
    });
    made.className = "tick";
    made.dataset.question = id;
    made.dataset.words = words;
    return made;
  }
  function setText(element, text) {
    if (element.textContent !== text) { element.textContent = text; }
  }
  function tell() {
    var list = api.list();
    document.querySelectorAll(".tick").forEach(function (one) {
      var on = list.ids.indexOf(one.dataset.question) >= 0;
      one.classList.toggle("on", on);
      setText(one, on ? "✓ " + WORDS.picked : "+ " + WORDS.add);
      /* The name begins with the words that are seen (WCAG 2.5.3) and says which question is meant. */
      one.setAttribute("aria-label", one.textContent + ": " + one.dataset.words);
    });
    var count = list.ids.length + list.own.length;
    document.querySelectorAll(".my-count").forEach(function (note) {
      setText(note, many(WORDS.count, count));
    });
    var trouble = api.trouble();
    document.querySelectorAll(".my-kept").forEach(function (note) {
      if (note.dataset.usual === undefined) { note.dataset.usual = note.textContent; }
      setText(note, trouble || note.dataset.usual);
    });
    listeners.forEach(function (listener) { listener(list); });
  }

  document.querySelectorAll(".ask li").forEach(function (item) {
    var link = item.querySelector("a");
    var id = link && link.hash.slice(1);
    if (id) { item.appendChild(tick(id, link.textContent)); }
  });
  Array.prototype.slice.call(document.querySelectorAll(".ask"), -1).forEach(function (part) {
    var line = make("p");
    var link = make("a", WORDS.see);
    var kept = make("span", "", "my-kept");
    kept.setAttribute("role", "status");
    link.href = root + "questions/";
    var count = make("span", "", "my-count");
    count.setAttribute("role", "status");
    line.appendChild(count);
    line.appendChild(document.createTextNode(". "));
    line.appendChild(link);
    line.appendChild(document.createTextNode(" "));
    line.appendChild(kept);
    part.appendChild(line);
  });
  tell();

  /* Another tab changed the list. Emptied there, nothing of it comes back from here. */
  window.addEventListener("storage", function (event) {
    if (event.key !== KEY && event.key !== null) { return; }
    if (event.newValue === null) { waiting = []; }
    tell();
  });
  /* Back on a page that the browser kept as it was: it was left, and the list may be another by now. */
  window.addEventListener("pageshow", function (event) {
    if (!event.persisted) { return; }
    waiting = [];
    tell();
  });
  document.addEventListener("visibilitychange", function () {
    if (!document.hidden) { tell(); }
  });
})();
