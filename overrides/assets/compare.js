/*
 * The comparison page: two choices side by side, and the reader's own list of what matters.
 * Without this script all choices stand in one table that scrolls, and the wishes can be ticked on paper.
 * Nothing is kept: the two choices stand in the address, the list goes to "My questions" only when asked.
 */
(function () {
  "use strict";
  var WORDS = window.words["assets/compare.js"];
  var choices = Array.prototype.slice.call(document.querySelectorAll(".options thead th"));
  var form = document.querySelector(".chooser");
  var grid = document.querySelector(".options");
  var questions = window.myQuestions;
  if (!questions) { return; }

  function idOf(choice) { return choice.id; }
  function nameOf(choice) { return choice.querySelector("b").textContent.trim(); }
  /* The cell of each choice in each question; one that spans all columns is nobody's. */
  function each(work) {
    grid.querySelectorAll("thead th, td[data-of]").forEach(function (cell) { work(cell, choices[cell.cellIndex]); });
  }
  function make(name, text) {
    var made = document.createElement(name);
    if (text) { made.textContent = text; }
    return made;
  }

  /* Two choices side by side. The boxes, the choices that are shown and what is said of them always agree. */
  var selects = Array.prototype.slice.call(form.querySelectorAll("select"));
  var said = form.querySelector("[role=status]");
  var pair = [];

  function two(ids) {
    return ids.length === 2 && ids[0] !== ids[1] && ids.every(function (id) { return choices.map(idOf).indexOf(id) >= 0; });
  }
  function draw() {
    each(function (cell, choice) { cell.hidden = pair.length > 0 && pair.indexOf(idOf(choice)) < 0; });
    grid.querySelectorAll(".counts").forEach(function (counts) { counts.hidden = pair.length > 0 && pair.indexOf(counts.dataset.choice) < 0; });
    var counted = grid.querySelector(".row-numbers");
    if (counted) { counted.hidden = !counted.querySelector(".counts:not([hidden])"); }
    grid.querySelectorAll("[colspan]").forEach(function (cell) { cell.colSpan = pair.length || choices.length; });
    grid.classList.toggle("pair", pair.length > 0);
    form.querySelector("button").hidden = !pair.length;
  }
  function fill() { selects.forEach(function (select, n) { select.value = pair[n] || ""; }); }
  function show(ids, why) {
    pair = ids;
    draw();
    said.textContent = (why ? why + " " : "") + (pair.length
      ? questions.filled(WORDS.two, { choices: pair.map(function (id) { return nameOf(document.getElementById(id)); }).join("; ") })
      : questions.many(WORDS.all, choices.length));
  }
  /* The choice stands in the address, and in the entry of the history where the address names another place. */
  function remember(fragment) {
    history.replaceState({ pair: pair }, "", location.pathname + location.search + fragment);
  }
  selects.forEach(function (select) {
    select.appendChild(new Option(WORDS.choose, ""));
    choices.forEach(function (choice) { select.appendChild(new Option(nameOf(choice), idOf(choice))); });
    select.addEventListener("change", function () {
      var ids = selects.map(function (one) { return one.value; });
      if (!two(ids) && !pair.length) {
        said.textContent = ids[0] && ids[0] === ids[1] ? WORDS.differ : "";
        return;
      }
      show(two(ids) ? ids : [], ids[0] && ids[0] === ids[1] ? WORDS.differ : "");
      remember(pair.length ? "#compare=" + pair.join(",") : "");
    });
  });
  form.querySelector("button").addEventListener("click", function () {
    show([]);
    fill();
    remember("");
    selects[0].focus();
  });
  form.addEventListener("submit", function (event) { event.preventDefault(); });

  /* The choices that the address names; null where it is none of ours, such as that of a source. */
  function named() {
    var part = questions.parts("compare")[0];
    return part ? questions.decoded(part[1]).split(",").map(function (id) {
      return (/[a-z0-9]+(?:-[a-z0-9]+)*/.exec(id.toLowerCase()) || [""])[0];
    }).filter(Boolean).slice(0, 2) : null;
  }
  function fromAddress() {
    var ids = named();
    if (ids) {
      var same = ids.join() === pair.join();
      if (!same) {
        show(two(ids) ? ids : [], two(ids) ? "" : WORDS.link);
        fill();
        grid.scrollIntoView();
      }
      return;
    }
    var name = questions.decoded(location.hash.slice(1));
    var target = name && document.getElementById(name);
    var inside;
    each(function (cell, choice) { if (target && cell.contains(target)) { inside = choice; } });
    var before = history.state && history.state.pair;
    var drawn = false;
    if (Array.isArray(before) && (two(before) || !before.length) && before.join() !== pair.join()) {
      show(before);
      drawn = true;
    }
    if (inside && inside.hidden) {
      show([]);
      drawn = true;
    }
    if (drawn) { fill(); }
    if (drawn && target) { target.scrollIntoView(); }
    if (before || pair.length) { remember(location.hash); }
  }
  form.hidden = false;
  draw();
  fromAddress();
  window.addEventListener("hashchange", fromAddress);

  /* What matters: a list in the reader's own order of weight, and nothing else. */
  var matters = Array.prototype.slice.call(document.querySelectorAll(".matter"));
  var mine = document.querySelector(".mine");
  var list = mine.querySelector("ol");
  var tools = mine.querySelector(".tools");
  var status = mine.querySelector("[role=status]");
  var WEIGHTS = { "2": WORDS.own2, "1": WORDS.own1 };

  function weight(matter) {
    var chosen = matter.querySelector("input:checked");
    return chosen ? chosen.value : "";
  }
  function picked(value) { return matters.filter(function (matter) { return weight(matter) === value; }); }
  function words(matter) { return matter.querySelector("legend").textContent.trim(); }
  function update() {
    var much = picked("2");
    var some = picked("1");
    list.textContent = "";
    status.textContent = "";
    much.concat(some).forEach(function (matter, n) {
      var item = make("li", questions.filled(n < much.length ? WORDS.lot : WORDS.little, { wish: words(matter) }));
      var line = make("span", " " + questions.filled(WORDS.row, { row: matter.dataset.words }));
      line.className = "kind";
      item.appendChild(line);
      list.appendChild(item);
    });
    mine.hidden = !much.length && !some.length;
    var rows = much.map(function (matter) { return matter.dataset.row; });
    grid.querySelectorAll("tbody").forEach(function (row) {
      row.classList.toggle("marked", rows.indexOf(row.className.replace(/^row-| marked$/g, "")) >= 0);
    });
  }
  function wish(value, matter) { return questions.clean(questions.filled(WEIGHTS[value], { wish: words(matter) })); }
  function asText() {
    return ["2", "1"].reduce(function (lines, value) {
      return lines.concat(picked(value).map(function (matter) { return wish(value, matter); }));
    }, []);
  }
  function button(text, work) { tools.appendChild(questions.button(text, work)); }
  button(WORDS.put, function () {
    var wanted = asText();
    /* A wish whose weight was changed takes the place of what it was before. */
    var gone = [];
    matters.filter(weight).forEach(function (matter) {
      Object.keys(WEIGHTS).forEach(function (value) {
        var text = wish(value, matter);
        if (wanted.indexOf(text) < 0) { gone.push(text); }
      });
    });
    questions.change({ come: { own: wanted }, gone: { own: gone } });
    var kept = questions.list().own;
    var left = wanted.filter(function (text) { return kept.indexOf(text) < 0; }).length;
    status.textContent = left ? questions.many(WORDS.full, left, { all: wanted.length })
      : WORDS.done + " " + questions.trouble();
  });
  button(WORDS.text, function () {
    status.textContent = "";
    questions.copy(asText().join("\n"), function () { status.textContent = WORDS.copied; });
  });
  button(WORDS.print, function () { window.print(); });
  button(WORDS.clear, function () {
    document.querySelector(".matters").reset();
    update();
    matters[0].querySelector("input").focus();
  });
  document.querySelector(".matters").addEventListener("change", update);
  update();
  /* A browser may bring ticks and choices back after "back" or a reload; those of the boxes only with their pair. */
  window.addEventListener("pageshow", function (event) {
    if (!event.persisted) { fill(); update(); }
  });
})();
