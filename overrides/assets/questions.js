/*
 * My questions: ticked on any page, kept in this browser only (and in the link that the reader chooses to share).
 * Without this script every page still shows its questions, and /questions/ prints the full list.
 */
(function () {
  "use strict";
  var KEY = "questions";
  var root = document.currentScript.getAttribute("data-root").replace(/\/?$/, "/");
  var page = document.getElementById("my-questions");

  function read() {
    try {
      var kept = JSON.parse(localStorage.getItem(KEY) || "{}");
      return { ids: Array.isArray(kept.ids) ? kept.ids : [], own: Array.isArray(kept.own) ? kept.own : [] };
    } catch (e) { return { ids: [], own: [] }; }
  }
  function keep() {
    try {
      if (list.ids.length || list.own.length) { localStorage.setItem(KEY, JSON.stringify(list)); }
      else { localStorage.removeItem(KEY); }
    } catch (e) { /* private mode: the list lasts as long as this page */ }
  }
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
  var list = read();

  /* On every page: a button beside each question. */
  function toggle(id, words) {
    var made = button("", function () {
      var at = list.ids.indexOf(id);
      if (at < 0) { list.ids.push(id); } else { list.ids.splice(at, 1); }
      keep();
      update();
    });
    made.className = "tick";
    made.dataset.question = id;
    made.dataset.words = words;
    return made;
  }
  function update() {
    document.querySelectorAll(".tick").forEach(function (tick) {
      var on = list.ids.indexOf(tick.dataset.question) >= 0;
      tick.classList.toggle("on", on);
      tick.textContent = on ? "✓ On my list" : "+ Add to my list";
      /* The name begins with the words that are seen (WCAG 2.5.3) and says which question is meant. */
      tick.setAttribute("aria-label", tick.textContent + ": " + tick.dataset.words);
    });
    var count = list.ids.length + list.own.length;
    document.querySelectorAll(".my-count").forEach(function (note) {
      note.textContent = count === 1 ? "1 question on your list" : count + " questions on your list";
    });
    if (page) { show(); }
  }

  document.querySelectorAll(".ask li").forEach(function (item) {
    var link = item.querySelector("a");
    var id = link && link.hash.slice(1);
    if (id) { item.appendChild(toggle(id, link.textContent)); }
  });
  Array.prototype.slice.call(document.querySelectorAll(".ask"), -1).forEach(function (part) {
    var line = make("p");
    var link = make("a", "See, print or share my list");
    link.href = root + "questions/";
    line.appendChild(make("span", "", "my-count"));
    line.appendChild(document.createTextNode(". "));
    line.appendChild(link);
    part.appendChild(line);
  });

  /* On the page of questions: the list itself. */
  var only = false;
  var own, status;
  function questions() { return Array.prototype.slice.call(document.querySelectorAll(".question")); }
  function idOf(question) { return question.querySelector("h3").id; }

  function show() {
    questions().forEach(function (question) {
      question.hidden = only && list.ids.indexOf(idOf(question)) < 0;
    });
    document.querySelectorAll("article h2[id]").forEach(function (heading) {
      if (heading.classList.contains("stays")) { return; }
      var next = heading.nextElementSibling;
      if (!next || !next.classList.contains("question")) { return; }
      var some = false;
      for (; next && next.classList.contains("question"); next = next.nextElementSibling) {
        if (!next.hidden) { some = true; }
      }
      heading.hidden = !some;
    });
    document.body.classList.toggle("my-list", only);
    own.textContent = "";
    list.own.forEach(function (words, n) {
      var item = make("li", words + " ");
      var remove = button("Remove", function () { list.own.splice(n, 1); keep(); update(); });
      remove.setAttribute("aria-label", "Remove: " + words);
      remove.className = "plain";
      item.appendChild(remove);
      own.appendChild(item);
    });
  }
  function asText() {
    var lines = questions().filter(function (q) { return list.ids.indexOf(idOf(q)) >= 0; })
      .map(function (q) { return "- " + q.querySelector("h3").textContent.trim(); });
    return lines.concat(list.own.map(function (words) { return "- " + words; })).join("\n");
  }
  function address() {
    var parts = list.ids.map(encodeURIComponent).join(",");
    var mine = list.own.map(encodeURIComponent).join(",");
    return location.href.split("#")[0] + "#list=" + parts + (mine ? "&own=" + mine : "");
  }
  function copy(text, done) {
    var fallback = function () { window.prompt("Copy this:", text); };
    if (navigator.clipboard) { navigator.clipboard.writeText(text).then(done, fallback); }
    else { fallback(); }
  }
  function say(words) { return function () { status.textContent = words; }; }
  function add(words) {
    words = words.trim().slice(0, 300);
    if (words && list.own.indexOf(words) < 0) { list.own.push(words); }
    keep();
    update();
  }
  /* What other scripts of this site may do with the list. */
  window.myQuestions = { add: add, copy: copy };
  function fromAddress() {
    var match = /^#list=([^&]*)(?:&own=(.*))?$/.exec(location.hash);
    if (!match) { return; }
    var known = questions().map(idOf);
    var split = function (text) {
      return text ? text.split(",").map(function (part) {
        try { return decodeURIComponent(part); } catch (e) { return ""; }
      }).filter(Boolean) : [];
    };
    split(match[1]).forEach(function (id) {
      if (known.indexOf(id) >= 0 && list.ids.indexOf(id) < 0) { list.ids.push(id); }
    });
    split(match[2] || "").forEach(function (words) {
      words = words.slice(0, 300);
      if (list.own.indexOf(words) < 0) { list.own.push(words); }
    });
    only = true;
    keep();
    history.replaceState(null, "", location.pathname);
    status.textContent = "The questions from your link are on your list.";
  }

  if (page) {
    page.hidden = false;
    own = page.querySelector("ul");
    status = page.querySelector("[role=status]");
    questions().forEach(function (question) {
      var heading = question.querySelector("h3");
      question.insertBefore(toggle(heading.id, heading.textContent), heading.nextSibling);
    });
    var form = page.querySelector("form");
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      var field = form.querySelector("input");
      add(field.value);
      field.value = "";
      status.textContent = "Added to your list.";
    });
    /* The buttons stand in the page, so that nothing moves when this script begins. */
    var tools = page.querySelectorAll(".tools button");
    var which = tools[0];
    var work = [
      function () {
        only = !only;
        which.textContent = only ? "Show all questions" : "Show only my list";
        update();
      },
      function () { window.print(); },
      function () { copy(asText(), say("Your questions are copied.")); },
      function () { copy(address(), say("The link is copied. Whoever opens it sees your questions.")); },
      function () {
        list = { ids: [], own: [] };
        only = false;
        which.textContent = "Show only my list";
        keep();
        update();
        status.textContent = "Your list is empty, and nothing of it is kept.";
      }
    ];
    work.forEach(function (todo, n) { tools[n].addEventListener("click", todo); });
    fromAddress();
    if (only) { which.textContent = "Show all questions"; }
  }
  update();
})();
