/*
 * Search in the reader's browser: what is typed on the search page leaves it in no request.
 * lunr finds by any word, by word stem and with slips of the finger; names that the editors wrote
 * ("fat jab") count most. The index comes from sitegen/search_index.py.
 */
(function () {
  "use strict";
  var root = document.currentScript.getAttribute("data-root").replace(/\/?$/, "/");
  var form = document.querySelector(".search-page");
  var field = document.getElementById("search-words");
  var status = document.getElementById("search-status");
  var list = document.getElementById("search-results");
  var letters = document.getElementById("search-list");
  var STOP = ("a about after again all also am an and any are as at be been before being but by can could did do does doing" +
    " for from get gets getting go going had has have having he her him how i if in into is it its just like look looks" +
    " make makes may me might more much my need of on one or our out over she should so some than that the their them" +
    " there these they thing things this to too up us use was way we were what when where which while who why will with" +
    " would you your mesotherapy treatment injection injections").split(" ");
  var stopped = {};
  STOP.forEach(function (word) { stopped[word] = true; });
  var ready = null;

  function words(text) {
    return text.toLowerCase().replace(/[’']/g, "").split(/[^a-z0-9\u00e0-\u00ff]+/).filter(Boolean);
  }

  function load() {
    if (!ready) {
      ready = Promise.all([
        new Promise(function (done, fail) {
          var script = document.createElement("script");
          script.src = root + "assets/lunr.js";
          script.onload = done;
          script.onerror = fail;
          document.head.appendChild(script);
        }),
        fetch(root + "assets/search-index.json").then(function (r) { return r.json(); })
      ]).then(function (both) { return build(window.lunr, both[1]); });
    }
    return ready;
  }

  /* One document a page and one a glossary word; the matching section is looked up afterwards. */
  function build(lunr, data) {
    var docs = data.p.map(function (p) {
      return {
        url: p[0], title: p[1], names: p[2].split("; ").filter(Boolean), summary: p[3], sections: p[4], glossary: false,
        headings: p[4].map(function (s) { return s[1]; }).join(" "),
        text: p[4].map(function (s) { return s[2]; }).join(" ")
      };
    }).concat(data.t.map(function (t) {
      return { url: "glossary/#" + t[0], title: t[1] + (t[2] ? " (" + t[2].split("; ")[0] + ")" : ""),
        names: t[2].split("; ").filter(Boolean), summary: t[3], sections: [], headings: "", text: "", glossary: true };
    }));
    var vocabulary = {};
    var index = lunr(function () {
      var builder = this;
      builder.ref("n");
      builder.field("title", { boost: 9 });
      builder.field("names", { boost: 8 });
      builder.field("summary", { boost: 3 });
      builder.field("headings", { boost: 2 });
      builder.field("text");
      builder.k1(1.1);
      builder.b(0.35);
      docs.forEach(function (doc, n) {
        builder.add({ n: n, title: doc.title, names: doc.names.join(" "), summary: doc.summary,
          headings: doc.headings, text: doc.text }, { boost: doc.glossary ? 0.45 : doc.url ? 1 : 0.3 });
        words(doc.title + " " + doc.names.join(" ") + " " + doc.headings + " " + doc.text + " " + doc.summary)
          .forEach(function (word) { vocabulary[word] = (vocabulary[word] || 0) + 1; });
      });
    });
    var stem = function (word) { return lunr.stemmer(new lunr.Token(word, {})).toString(); };
    return { lunr: lunr, index: index, docs: docs, vocabulary: vocabulary, stem: stem, stems: Object.keys(index.invertedIndex) };
  }

  function find(engine, query) {
    var all = words(query);
    var asked = all.filter(function (word) { return !stopped[word]; });
    if (!asked.length) { asked = all; }
    if (!asked.length) { return []; }
    var known = {};
    var scores = {};
    var covered = {};
    asked.forEach(function (word) {
      var stem = engine.stem(word);
      known[word] = Object.prototype.hasOwnProperty.call(engine.index.invertedIndex, stem);
      engine.index.query(function (q) {
        q.term(stem, { boost: 10, usePipeline: false });
        /* A short word that is known is no beginning of another: HIV is not hives. */
        if (stem.length > (known[word] ? 3 : 2)) {
          q.term(stem, { boost: known[word] ? 1.5 : 5, usePipeline: false, wildcard: engine.lunr.Query.wildcard.TRAILING });
        }
        if (!known[word] && word.length > 3) {
          q.term(stem, { boost: 4, usePipeline: false, editDistance: word.length > 7 ? 2 : 1 });
        }
      }).forEach(function (hit) {
        scores[hit.ref] = (scores[hit.ref] || 0) + hit.score;
        covered[hit.ref] = (covered[hit.ref] || 0) + 1;
      });
    });
    var said = " " + all.join(" ") + " ";
    var saidStems = " " + all.map(engine.stem).join(" ") + " ";
    return engine.docs.map(function (doc, ref) {
      var score = (scores[ref] || 0) * (0.4 + 0.6 * (covered[ref] || 0) / asked.length) * (doc.glossary ? 0.5 : 1);
      /* A name or title that stands in the question as a whole is the strongest sign. */
      [doc.title].concat(doc.names).forEach(function (name) {
        var parts = words(name);
        if (!parts.length) { return; }
        var exact = said.indexOf(" " + parts.join(" ") + " ") >= 0;
        var near = saidStems.indexOf(" " + parts.map(engine.stem).join(" ") + " ") >= 0;
        if (exact || near) { score += (exact ? 14 : 11) * Math.min(parts.length, 3) * (doc.glossary ? 0.3 : 1); }
      });
      return { doc: doc, score: score };
    }).filter(function (hit) { return hit.score > 0; }).sort(function (a, b) { return b.score - a.score || (a.doc.url < b.doc.url ? -1 : 1); });
  }

  /* The section of a page that holds most of the words. */
  function section(engine, doc, query) {
    var stems = words(query).filter(function (w) { return !stopped[w]; }).map(engine.stem);
    var best = null;
    var most = 0;
    doc.sections.forEach(function (s) {
      var heading = words(s[1]).map(engine.stem);
      var inside = words(s[2]).map(engine.stem);
      var count = stems.reduce(function (sum, stem) {
        return sum + (heading.indexOf(stem) >= 0 ? 2 : 0) + (inside.indexOf(stem) >= 0 ? 1 : 0);
      }, 0);
      if (count > most) { most = count; best = s; }
    });
    return best;
  }

  function distance(a, b, limit) {
    if (Math.abs(a.length - b.length) > limit) { return limit + 1; }
    var previous = [];
    var current;
    for (var j = 0; j <= b.length; j++) { previous[j] = j; }
    var before = [];
    for (var i = 1; i <= a.length; i++) {
      current = [i];
      for (j = 1; j <= b.length; j++) {
        current[j] = Math.min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
          current[j] = Math.min(current[j], before[j - 2] + 1);
        }
      }
      before = previous;
      previous = current;
    }
    return previous[b.length];
  }

  /* The query with each unknown word replaced by the nearest known one, or nothing. */
  function meant(engine, query) {
    var changed = false;
    var fixed = words(query).map(function (word) {
      if (engine.vocabulary[word] || stopped[word] || word.length < 4) { return word; }
      if (Object.prototype.hasOwnProperty.call(engine.index.invertedIndex, engine.stem(word))) { return word; }
      var best = word;
      var least = word.length > 7 ? 3 : 2;
      Object.keys(engine.vocabulary).forEach(function (known) {
        var d = distance(word, known, least);
        if (d < least || (d === least && d < 3 && best !== word && engine.vocabulary[known] > engine.vocabulary[best])) {
          least = d; best = known;
        }
      });
      if (best !== word) { changed = true; }
      return best;
    });
    return changed ? fixed.join(" ") : "";
  }

  function element(name, text, className) {
    var made = document.createElement(name);
    if (text) { made.textContent = text; }
    if (className) { made.className = className; }
    return made;
  }

  function show(engine, query) {
    var suggestion = meant(engine, query);
    var hits = find(engine, suggestion || query).slice(0, 20);
    list.textContent = "";
    letters.hidden = hits.length > 0;
    status.textContent = "";
    var said = hits.length ? (hits.length === 20 ? "The 20 best pages" : hits.length + (hits.length === 1 ? " page" : " pages")) +
      " for “" + (suggestion || query) + "”." : "Nothing was found for “" + query + "”. Try another word, or look below from A to Z.";
    if (suggestion && hits.length) { said += " You typed “" + query + "”."; }
    status.textContent = said;
    hits.forEach(function (hit) {
      var item = element("li");
      var heading = element("h2");
      var link = element("a", hit.doc.title);
      link.href = root + hit.doc.url;
      heading.appendChild(link);
      item.appendChild(heading);
      item.appendChild(element("p", hit.doc.summary));
      var part = section(engine, hit.doc, suggestion || query);
      if (part) {
        var where = element("p", "In the part: ", "where");
        var to = element("a", part[1]);
        to.href = root + hit.doc.url + "#" + part[0];
        where.appendChild(to);
        item.appendChild(where);
      }
      list.appendChild(item);
    });
  }

  function run(query) {
    query = query.trim();
    if (!query) {
      list.textContent = "";
      status.textContent = "";
      letters.hidden = false;
      return;
    }
    status.textContent = "Searching…";
    load().then(function (engine) { show(engine, query); }, function () {
      status.textContent = "Search could not be loaded. Use the list from A to Z below.";
    });
  }

  var asked = new URLSearchParams(location.search).get("q") || "";
  field.value = asked;
  run(asked);
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    history.pushState(null, "", "?q=" + encodeURIComponent(field.value.trim()));
    run(field.value);
  });
  window.addEventListener("popstate", function () {
    field.value = new URLSearchParams(location.search).get("q") || "";
    run(field.value);
  });
  field.addEventListener("focus", load, { once: true });
  /* For tests: the addresses found for a query, best first. */
  window.findPages = function (query) {
    return load().then(function (engine) {
      return find(engine, meant(engine, query) || query).slice(0, 5).map(function (hit) { return hit.doc.url; });
    });
  };
})();
