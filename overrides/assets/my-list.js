/*
 * The page of questions: the reader's own list, and the list that a link brings. See questions.js for how it is kept.
 * A link may come from anybody, so nothing that it brings is kept before the reader says so.
 */
(function () {
  "use strict";
  var WORDS = window.words["assets/my-list.js"];
  var mine = window.myQuestions;
  var page = document.getElementById("my-questions");
  if (!mine) { return; }
  var own = page.querySelector(".own");
  var status = page.querySelector(".said");
  var link = page.querySelector(".from-link");
  var tools = page.querySelectorAll(".my-tools button");
  var which = tools[0];
  var questions = Array.prototype.slice.call(document.querySelectorAll(".question"));
  var ids = questions.map(idOf);
  var use = document.getElementById("use");
  var view = "all";
  var offer = null;

  function idOf(question) { return question.querySelector(".answer").id; }
  function wordsOf(question) { return question.querySelector("summary").textContent.trim(); }
  function many(name, count) { return mine.many(WORDS[name], count); }
  function size(list) { return list.ids.length + list.own.length; }
  function say(words) { status.textContent = words; }
  function said(words) { return function () { say(words); }; }
  function known(id) { return ids.indexOf(id) >= 0; }

  /* ---- what is shown */

  function show(list) {
    if (view === "mine" && !size(list)) {
      view = "all";
      say(WORDS.empty);
    }
    var shown = view === "mine" ? list.ids : view === "link" ? offer.ids.concat(offer.there) : use.value ? use.value.split(" ") : ids;
    var lost = false;
    /*
     * While the list has entries, or a link's list is looked at, it alone is printed, on one page (print.css); the more
     * there is, the closer it stands.
     */
    var printed = view === "link" ? shown : list.ids;
    var count = printed.length + (view === "link" ? offer.own.length : list.own.length);
    document.body.setAttribute("data-list", !count ? "none" : count <= 5 ? "few" : count <= 12 ? "some" : count <= 24 ? "many" : "most");
    questions.forEach(function (question) {
      question.classList.toggle("picked", printed.indexOf(idOf(question)) >= 0);
      question.hidden = shown.indexOf(idOf(question)) < 0;
      lost = lost || question.hidden && question.contains(document.activeElement);
    });
    /* A heading is shown while a question below it is; one that has none at all is no heading of questions. */
    document.querySelectorAll("article > h2, article > h3").forEach(function (heading) {
      var all = 0;
      var some = false;
      for (var next = heading.nextElementSibling; next; next = next.nextElementSibling) {
        if (next.nodeName === "H2" || next.nodeName === heading.nodeName) { break; }
        if (next.classList.contains("question")) {
          all += 1;
          some = some || !next.hidden;
        }
      }
      if (all) { heading.hidden = !some; }
    });
    document.body.classList.toggle("my-list", view !== "all");
    which.textContent = view === "all" ? WORDS.mine : WORDS.all;
    if (lost) {
      which.focus();
      say(WORDS.removed);
    }
    showOwn(list.own);
    link.hidden = !offer;
  }
  function showOwn(words) {
    var buttons = Array.prototype.slice.call(own.querySelectorAll("button"));
    var at = buttons.indexOf(document.activeElement);
    own.textContent = "";
    words.forEach(function (text) {
      var item = mine.make("li");
      var remove = mine.button(WORDS.remove, function () { mine.change({ gone: { own: [text] } }); say(WORDS.removed); });
      remove.setAttribute("aria-label", mine.filled(WORDS["remove this"], { question: text }));
      remove.className = "plain";
      item.appendChild(mine.apart(text));
      item.appendChild(remove);
      own.appendChild(item);
    });
    /* The button that had the focus is gone: the next one has it, or the field. */
    if (at >= 0) { (own.querySelectorAll("button")[Math.min(at, words.length - 1)] || page.querySelector("input")).focus(); }
  }
  function see(what) {
    view = what;
    show(mine.list());
  }

  /* ---- a list as text and as a link */

  function asText(list) {
    return questions.filter(function (question) { return list.ids.indexOf(idOf(question)) >= 0; })
      .map(wordsOf)
      .concat(list.own).map(function (words) { return "- " + words; }).join("\n");
  }
  /*
   * "#list=a,b&own=May%20I%3F&n=3". Everything but letters and digits of the reader's words is encoded, and the
   * number at the end takes what a message puts behind a link, and tells when a link was cut.
   */
  function address(list) {
    var words = list.own.map(function (text) {
      return "&own=" + encodeURIComponent(text).replace(/[!'()*._~-]/g, function (sign) {
        return "%" + sign.charCodeAt(0).toString(16).toUpperCase();
      });
    });
    return location.origin + location.pathname + "#list=" + list.ids.join(",") + words.join("") + "&n=" + size(list);
  }
  /* What the address brings, or null where it is no link to a list. Links without a number part words with commas. */
  function brought() {
    var parts = mine.parts("list");
    if (!parts.length) { return null; }
    var values = function (name) {
      return parts.filter(function (part) { return part[0] === name; }).map(function (part) { return part[1]; });
    };
    var count = /^\d{1,4}/.exec(values("n")[0] || "");
    var words = values("own");
    if (!count) {
      words = words.join(",").replace(/[\s.,;:!?)\]}>"'*_]+$/, "").split(",");
    }
    var named = mine.decoded(values("list")[0]).split(",").map(function (id) {
      return (/[a-z0-9]+(?:-[a-z0-9]+)*/.exec(id.toLowerCase()) || [""])[0];
    }).filter(Boolean);
    var unique = function (one, n, list) { return one && list.indexOf(one) === n; };
    named = named.filter(unique);
    /* We write a plus sign as %2B, so one that stands there was a space. */
    words = words.map(function (text) { return mine.clean(mine.decoded(text.replace(/\+/g, " "))); }).filter(unique);
    return {
      ids: named.filter(known),
      own: words.slice(0, mine.mostOwn),
      unknown: named.length - named.filter(known).length,
      missing: count ? Math.max(0, +count[0] - named.length - words.length) : 0,
      tooMany: Math.max(0, words.length - mine.mostOwn)
    };
  }

  /* ---- a list that a link brings */

  function settle() {
    offer = null;
    history.replaceState(history.state, "", location.pathname + location.search);
  }
  function fromAddress() {
    var found = brought();
    if (!found) {
      if (offer) { offer = null; see("all"); }
      return;
    }
    var list = mine.list();
    var isNew = function (kind) { return function (one) { return list[kind].indexOf(one) < 0; }; };
    offer = {
      ids: found.ids.filter(isNew("ids")),
      own: found.own.filter(isNew("own")),
      there: found.ids.filter(function (id) { return list.ids.indexOf(id) >= 0; })
    };
    var there = size(found) - size(offer);
    var more = [
      there && size(offer) ? many("there", there) : "",
      found.unknown ? many("unknown", found.unknown) : "",
      found.missing ? many("missing", found.missing) : "",
      found.tooMany ? many("too many", found.tooMany) : ""
    ].filter(Boolean).join(" ");
    if (!size(offer)) {
      settle();
      say((there ? many("already", there) : WORDS.none) + (more ? " " + more : ""));
      see(there ? "mine" : "all");
      status.scrollIntoView({ block: "center" });
      return;
    }
    say("");
    var words = link.querySelector("ul");
    words.textContent = "";
    offer.own.forEach(function (text) {
      var item = mine.make("li");
      item.appendChild(mine.apart(text));
      words.appendChild(item);
    });
    link.querySelector(".whose").hidden = !offer.own.length;
    see("link");
    link.querySelector("[role=status]").textContent = many("brings", size(offer)) + (more ? " " + more : "");
    link.scrollIntoView({ block: "center" });
  }
  function accept() {
    var before = size(mine.list());
    mine.change({ come: offer });
    var list = mine.list();
    var added = size(list) - before;
    var left = offer.own.filter(function (text) { return list.own.indexOf(text) < 0; }).length;
    settle();
    say(many("added", added) + (left ? " " + many("full", left) : ""));
    see("mine");
    which.focus();
  }
  function refuse() {
    settle();
    say(WORDS.refused);
    see("all");
    which.focus();
  }

  /* ---- the tools */

  function unlessEmpty(work) {
    return function () {
      var list = mine.list();
      say("");
      if (size(list)) { work(list); } else { say(WORDS.first); }
    };
  }
  var work = [
    function () {
      say("");
      if (view !== "all") { see("all"); } else { unlessEmpty(function () { use.value = ""; see("mine"); })(); }
    },
    unlessEmpty(function (list) { mine.copy(asText(list), said(WORDS.copied)); }),
    unlessEmpty(function (list) {
      mine.copy(address(list), said(WORDS["link copied"]));
    }),
    function () { window.print(); },
    function () {
      view = "all";
      var gone = mine.forget();
      say(gone ? WORDS.gone : gone === null ? WORDS["not looked"] : WORDS["not deleted"]);
    }
  ];
  work.forEach(function (todo, n) { tools[n].addEventListener("click", todo); });
  var answers = link.querySelectorAll("button");
  answers[0].addEventListener("click", accept);
  answers[1].addEventListener("click", refuse);

  var form = page.querySelector("form");
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    var field = form.querySelector("input");
    var words = mine.clean(field.value);
    var list = mine.list();
    if (!words) { say(WORDS.type); return; }
    if (list.own.indexOf(words) >= 0) { say(WORDS.twice); field.value = ""; return; }
    mine.change({ come: { own: [words] } });
    if (mine.list().own.indexOf(words) < 0) { say(WORDS["no room"]); return; }
    field.value = "";
    say(WORDS.done);
  });

  questions.forEach(function (question) {
    question.appendChild(mine.tick(idOf(question), wordsOf(question)));
  });
  /* A question that is none of this guide's came from somewhere else. */
  var strange = mine.list().ids.filter(function (id) { return !known(id); });
  if (strange.length) { mine.tidy(strange); }
  mine.known = known;
  mine.follow(show);
  page.hidden = false;
  use.form.hidden = false;
  use.addEventListener("change", function () { see("all"); });
  fromAddress();
  mine.tell();

  /* A link that is opened where the page is open already; or one to a question that is not shown. */
  window.addEventListener("hashchange", function () {
    fromAddress();
    var name = mine.decoded(location.hash.slice(1));
    var target = name && document.getElementById(name);
    if (target && target.closest("article [hidden]")) {
      use.value = "";
      see("all");
      target.scrollIntoView();
    }
  });
})();
