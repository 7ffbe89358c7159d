/*
 * The comparison page: two choices side by side, and the reader's own list of what matters.
 * Without this script all choices stand below each other and the wishes can be ticked on paper.
 * Nothing is kept: the two choices stand in the address, the list goes to "My questions" only when asked.
 */
(function () {
  "use strict";
  var choices = Array.prototype.slice.call(document.querySelectorAll(".options > .option"));
  var form = document.querySelector(".chooser");
  var grid = document.querySelector(".options");

  function idOf(choice) { return choice.querySelector("h3").id; }
  function nameOf(choice) { return choice.querySelector("h3").textContent.trim(); }
  function make(name, text) {
    var made = document.createElement(name);
    if (text) { made.textContent = text; }
    return made;
  }

  /* Two choices side by side. */
  var selects = Array.prototype.slice.call(form.querySelectorAll("select"));
  var said = form.querySelector("[role=status]");

  function show(ids, quietly) {
    var both = ids.length === 2;
    choices.forEach(function (choice) { choice.hidden = both && ids.indexOf(idOf(choice)) < 0; });
    grid.classList.toggle("pair", both);
    form.querySelector("button").hidden = !both;
    if (both) { ids.forEach(function (id, n) { selects[n].value = id; }); }
    if (quietly) { return; }
    said.textContent = both
      ? "Two choices are shown: " + ids.map(function (id) { return nameOf(document.getElementById(id).parentNode); }).join("; ") + "."
      : "All " + choices.length + " choices are shown.";
    history.replaceState(null, "", location.pathname + (both ? "#compare=" + ids.join(",") : ""));
  }
  selects.forEach(function (select) {
    select.appendChild(new Option("choose one", ""));
    choices.forEach(function (choice) { select.appendChild(new Option(nameOf(choice), idOf(choice))); });
    select.addEventListener("change", function () {
      var ids = selects.map(function (one) { return one.value; });
      if (ids[0] && ids[1] && ids[0] !== ids[1]) { show(ids); }
      else if (ids[0] && ids[0] === ids[1]) { said.textContent = "Choose two that differ."; }
    });
  });
  form.querySelector("button").addEventListener("click", function () {
    selects.forEach(function (select) { select.value = ""; });
    show([]);
    selects[0].focus();
  });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  function fromAddress() {
    var known = choices.map(idOf);
    var match = /^#compare=([a-z0-9-]+),([a-z0-9-]+)$/.exec(location.hash);
    if (match && match[1] !== match[2] && known.indexOf(match[1]) >= 0 && known.indexOf(match[2]) >= 0) {
      show([match[1], match[2]]);
      grid.scrollIntoView();
    } else {
      show([], true);
    }
  }
  form.hidden = false;
  fromAddress();
  window.addEventListener("hashchange", fromAddress);

  /* What matters: a list in the reader's own order of weight, and nothing else. */
  var matters = Array.prototype.slice.call(document.querySelectorAll(".matter"));
  var mine = document.querySelector(".mine");
  var list = mine.querySelector("ol");
  var tools = mine.querySelector(".tools");
  var status = mine.querySelector("[role=status]");

  function picked(value) {
    return matters.filter(function (matter) {
      var chosen = matter.querySelector("input:checked");
      return chosen && chosen.value === value;
    });
  }
  function words(matter) { return matter.querySelector("legend").textContent.trim(); }
  function update() {
    var much = picked("2");
    var some = picked("1");
    list.textContent = "";
    much.concat(some).forEach(function (matter, n) {
      var item = make("li", words(matter) + (n < much.length ? " Matters a lot." : " Matters a little."));
      var line = make("span", " Compare the row: " + matter.dataset.words + ".");
      line.className = "kind";
      item.appendChild(line);
      list.appendChild(item);
    });
    mine.hidden = !much.length && !some.length;
    var rows = much.map(function (matter) { return matter.dataset.row; });
    grid.querySelectorAll("dl > div").forEach(function (row) {
      row.classList.toggle("marked", rows.indexOf(row.className.replace(/^row-| marked$/g, "")) >= 0);
    });
  }
  function asText() {
    return picked("2").map(function (matter) { return "Matters a lot to me: " + words(matter); })
      .concat(picked("1").map(function (matter) { return "Matters a little to me: " + words(matter); }));
  }
  function button(text, work) {
    var made = make("button", text);
    made.type = "button";
    made.addEventListener("click", work);
    tools.appendChild(made);
  }
  button("Put it on my question list", function () {
    asText().forEach(window.myQuestions.add);
    status.textContent = "It is on your list. See “What to ask” below.";
  });
  button("Copy as text", function () {
    window.myQuestions.copy(asText().join("\n"), function () { status.textContent = "Your list is copied."; });
  });
  button("Print", function () { window.print(); });
  button("Clear", function () {
    document.querySelector(".matters").reset();
    update();
    matters[0].querySelector("input").focus();
  });
  document.querySelector(".matters").addEventListener("change", update);
  /* A browser may bring ticks back after "back" or a reload. */
  update();
})();
