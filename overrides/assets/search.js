/*
 * Search in the reader's browser: what is typed on the search page leaves it in no request.
 * lunr finds by any word, by word stem and with slips of the finger; names that the editors wrote
 * count most. The index comes from sitegen/outputs/search_index.py.
 */
(function () {
  "use strict";
  var WORDS = window.words["assets/search.js"];
  var root = document.currentScript.getAttribute("data-root").replace(/\/?$/, "/");
  var form = document.querySelector(".search-page");
  var field = document.getElementById("search-words");
  var status = document.getElementById("search-status");
  var signs = document.getElementById("search-signs");
  var list = document.getElementById("search-results");
  var letters = document.getElementById("search-list");
  var STOP = ("a about after again all also am an and any are as at be been before being but by can could did do does doing" +
    " for from get gets getting go going had has have having he her him how i if in into is it its just like look looks" +
    " make makes may me might more much my need of on one or our out over she should so some than that the their them" +
    " there these they thing things this to too up us use was way we were what when where which while who why will with" +
    " would you your").split(" ");
  /* Elsewhere accents may be left out, and an article runs into its word. */
  var LANGUAGE = document.documentElement.lang.split("-")[0];
  var foreign = LANGUAGE !== "en";
  var stopped = {};
  STOP.forEach(function (word) { stopped[word] = true; });
  var ready = null;

  var MOST_LETTERS = 1000;
  var MOST_WORDS = 24;
  /* A longer word would keep the engine busy for seconds; no word of the guide is longer. */
  var LONGEST_WORD = 40;
  /* Slips of the finger are looked for in words up to this length. */
  var LONGEST_SLIP = 16;
  var MOST_CARDS = 5;
  /* A card below this score shares a word by chance. */
  var WEAKEST = 1.2;
  var NEAR_BEST = 0.7;
  var NEAR_FOR_EMERGENCY = 0.6;
  var EMERGENCY_FIRST = 1.25;
  var PHRASE = 0.15;
  /* Words that every description has, and that tell no sign from another. */
  var EVERYWHERE = {};
  ("clinic had got" +
    " hours hour day days week weeks today yesterday since now really very bit keep keeps going normal help please husband hubby" +
    " wife mum mom dad nan gran sister brother son daughter friend mate partner lady girl boy client")
    .split(" ").forEach(function (word) { EVERYWHERE[word] = true; });
  /* Words that tell of a sign beside its other words only: "many" of "too many tablets". */
  var WEAK = {};
  var KINDS = ["self-care", "clinic", "same-day", "emergency"];

  /* Words with their places filled; for a number, the form that the language has for it. */
  function filled(words, values) {
    return words.replace(/%\((\w+)\)s/g, function (place, name) { return values[name]; });
  }
  function many(forms, num, values) {
    var words = forms[new Intl.PluralRules(document.documentElement.lang).select(num)] || forms.other;
    return filled(words.replace("%(num)s", num), values || {});
  }
  function plain(text) {
    return foreign ? text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[’']/g, " ")
      : text.toLowerCase().replace(/[’']/g, "");
  }
  function words(text) {
    return plain(text).split(/[^a-z0-9\u00e0-\u00ff]+/).filter(Boolean)
      .map(function (word) { return word.slice(0, LONGEST_WORD); });
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

  /* An index of documents, each field as heavy as its boost says. */
  function indexOf(lunr, docs, fields, boost) {
    return lunr(function () {
      var builder = this;
      builder.ref("n");
      Object.keys(fields).forEach(function (name) { builder.field(name, { boost: fields[name] }); });
      if (foreign) {
        builder.pipeline.reset();
        builder.pipeline.add(lunr[LANGUAGE].stemmer);
      }
      builder.k1(1.1);
      builder.b(0.35);
      docs.forEach(function (doc, n) {
        var said = { n: n };
        Object.keys(fields).forEach(function (name) {
          said[name] = [].concat(doc[name]).join(" ");
          if (foreign) { said[name] = words(said[name]).join(" "); }
        });
        builder.add(said, { boost: boost(doc) });
      });
    });
  }

  /* What only this subject needs of words that tell nothing: named in site.yml, sent with the index. */
  function leaveOut(data) {
    words(data.s).forEach(function (word) { stopped[word] = true; });
    words(data.e).forEach(function (word) { EVERYWHERE[word] = true; });
    words(data.w).forEach(function (word) { WEAK[word] = true; });
  }

  /* One document a page, one a glossary word, and apart from them one a card: what to do at a sign. */
  function build(lunr, data) {
    leaveOut(data);
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
    var cards = data.c.map(function (c) {
      return { url: c[0], title: c[1], names: c[2].split("; ").filter(Boolean), action: c[3], signs: c[4], urgency: c[5] };
    });
    var vocabulary = {};
    function count(text) {
      words(text).forEach(function (word) { vocabulary[word] = (vocabulary[word] || 0) + 1; });
    }
    docs.forEach(function (doc) {
      count(doc.title + " " + doc.names.join(" ") + " " + doc.headings + " " + doc.text + " " + doc.summary);
    });
    cards.forEach(function (card) { count(card.title + " " + card.names.join(" ") + " " + card.signs); });
    return {
      lunr: lunr, docs: docs, cards: cards, vocabulary: vocabulary,
      stem: function (word) {
        return (foreign ? lunr[LANGUAGE] : lunr).stemmer(new lunr.Token(word, {})).toString();
      },
      index: indexOf(lunr, docs, { title: 9, names: 8, summary: 3, headings: 2, text: 1 },
        function (doc) { return doc.glossary ? 0.45 : doc.url ? 1 : 0.3; })
    };
  }

  /* The words of a question that tell something, each once. More would only take time: they are cut, and that is said. */
  function telling(query) {
    var seen = {};
    var all = words(query).filter(function (word) {
      var first = !seen[word];
      seen[word] = true;
      return first;
    });
    var asked = all.filter(function (word) { return !stopped[word]; });
    return (asked.length ? asked : all).slice(0, MOST_WORDS);
  }

  function has(index, stem) { return Object.prototype.hasOwnProperty.call(index.invertedIndex, stem); }

  /* For each document found: its score, and how many of the words it has. */
  function score(engine, index, asked) {
    var found = {};
    asked.forEach(function (word) {
      var stem = engine.stem(word);
      var known = has(index, stem);
      index.query(function (q) {
        q.term(stem, { boost: 10, usePipeline: false });
        /* A short word that is known is no beginning of another: "hip" is not "hippo". */
        if (stem.length > (known ? 3 : 2)) {
          q.term(stem, { boost: known ? 1.5 : 5, usePipeline: false, wildcard: engine.lunr.Query.wildcard.TRAILING });
        }
        if (!known && word.length > 3 && word.length <= LONGEST_SLIP) {
          q.term(stem, { boost: 4, usePipeline: false, editDistance: word.length > 7 ? 2 : 1 });
        }
      }).forEach(function (hit) {
        var row = found[hit.ref] = found[hit.ref] || { score: 0, covered: 0 };
        row.score += hit.score;
        row.covered += 1;
      });
    });
    return found;
  }

  /* How strongly a name or title stands in the question as a whole, which is the strongest sign. */
  function named(engine, doc, all, weight) {
    var said = " " + all.join(" ") + " ";
    var saidStems = " " + all.map(engine.stem).join(" ") + " ";
    return [doc.title].concat(doc.names).reduce(function (sum, name) {
      var parts = words(name);
      if (!parts.length) { return sum; }
      var exact = said.indexOf(" " + parts.join(" ") + " ") >= 0;
      var near = saidStems.indexOf(" " + parts.map(engine.stem).join(" ") + " ") >= 0;
      return sum + (exact || near ? (exact ? 14 : 11) * Math.min(parts.length, 3) * weight : 0);
    }, 0);
  }

  function find(engine, query) {
    var all = words(query).slice(0, 4 * MOST_WORDS);
    var asked = telling(query);
    if (!asked.length) { return []; }
    var found = score(engine, engine.index, asked);
    return engine.docs.map(function (doc, ref) {
      var row = found[ref] || { score: 0, covered: 0 };
      var sum = row.score * (0.4 + 0.6 * row.covered / asked.length) * (doc.glossary ? 0.5 : 1);
      return { doc: doc, score: sum + named(engine, doc, all, doc.glossary ? 0.3 : 1) };
    }).filter(function (hit) { return hit.score > 0; }).sort(function (a, b) { return b.score - a.score || (a.doc.url < b.doc.url ? -1 : 1); });
  }

  /*
   * Of the cards: each stem with the cards that have it, and how heavy it is in each (the words of its title the
   * heaviest); and each word as it is written, with its stem, for slips of the finger.
   */
  function signsOf(engine) {
    if (!engine.signs) {
      var stems = {};
      var written = {};
      engine.cards.forEach(function (card, n) {
        [[card.title, 1.25], [card.names.join(" "), 1], [card.signs, 1], [card.action, 0.35]].forEach(function (part) {
          words(part[0]).forEach(function (word) {
            var stem = engine.stem(word);
            written[word] = stem;
            stems[stem] = stems[stem] || {};
            stems[stem][n] = Math.max(stems[stem][n] || 0, part[1]);
          });
        });
      });
      engine.signs = { stems: stems, written: written };
    }
    return engine.signs;
  }

  /* The stems that a word may stand for: itself; else what it begins, or what a slip of the finger made of it. */
  function stemsFor(engine, word) {
    var signs = signsOf(engine);
    var stem = engine.stem(word);
    if (Object.prototype.hasOwnProperty.call(signs.stems, stem)) { return [[stem, 1]]; }
    if (word.length < 4 || word.length > LONGEST_SLIP) { return []; }
    /* A word that the pages know is no slip of another: "print" is not "point". */
    var most = has(engine.index, stem) ? 0 : word.length > 7 ? 2 : 1;
    var found = {};
    Object.keys(signs.written).forEach(function (known) {
      if (known[0] !== word[0] || known.length < 4) { return; }
      var near = word.length > 4 && known.indexOf(stem) === 0 ? 0.8 : 0;
      if (!near && most) {
        var d = distance(word, known, most);
        near = d === 1 ? 0.8 : d <= most ? 0.6 : 0;
      }
      if (near) { found[signs.written[known]] = Math.max(found[signs.written[known]] || 0, near); }
    });
    return Object.keys(found).map(function (known) { return [known, found[known]]; });
  }

  /*
   * The cards whose signs the words speak of, the more urgent before the less urgent. A card counts when it is near
   * the best: a card of less urgency never stands alone where a more urgent one fits nearly as well.
   */
  function findCards(engine, query) {
    var all = words(query).slice(0, 4 * MOST_WORDS);
    var asked = telling(query).filter(function (word) { return !EVERYWHERE[word]; });
    var stems = signsOf(engine).stems;
    var scores = engine.cards.map(function () { return 0; });
    var told = {};
    var possible = 0;
    asked.forEach(function (word) {
      var best = {};
      var heaviest = 1.5;
      stemsFor(engine, word).forEach(function (row) {
        var holders = Object.keys(stems[row[0]]);
        var rare = Math.log(1 + engine.cards.length / holders.length) * row[1];
        heaviest = Math.max(heaviest, rare);
        holders.forEach(function (n) { best[n] = Math.max(best[n] || 0, rare * stems[row[0]][n]); });
      });
      possible += heaviest;
      Object.keys(best).forEach(function (n) {
        scores[n] += best[n];
        told[n] = told[n] || !WEAK[word];
      });
    });
    var hits = engine.cards.map(function (card, n) {
      if (!told[n]) { return { card: card, score: 0 }; }
      var share = possible ? scores[n] / possible : 0;
      var sum = scores[n] * (0.35 + 0.65 * Math.min(1, share)) + named(engine, card, all, PHRASE);
      return { card: card, score: sum * (card.urgency === 3 ? EMERGENCY_FIRST : 1) };
    }).sort(function (a, b) { return b.score - a.score; });
    var best = hits.length ? hits[0].score : 0;
    return hits.filter(function (hit) {
      return best >= WEAKEST && hit.score >= best * (hit.card.urgency === 3 ? NEAR_FOR_EMERGENCY : NEAR_BEST);
    }).slice(0, MOST_CARDS)
      .sort(function (a, b) { return b.card.urgency - a.card.urgency || b.score - a.score; })
      .map(function (hit) { return hit.card; });
  }

  /* The section of a page that holds most of the words. */
  function section(engine, doc, query) {
    var stems = telling(query).map(engine.stem);
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
    var fixed = words(query).slice(0, 4 * MOST_WORDS).map(function (word) {
      if (engine.vocabulary[word] || stopped[word] || word.length < 4 || word.length > LONGEST_SLIP) { return word; }
      if (has(engine.index, engine.stem(word)) || has({ invertedIndex: signsOf(engine).stems }, engine.stem(word))) { return word; }
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

  function link(href, text) {
    var made = element("a", text);
    made.href = root + href;
    return made;
  }

  /* A card above all results: its sign, how urgent, its action, its link. */
  function cardRow(card) {
    var item = element("li");
    var made = link(card.url, "");
    made.className = "sign care-" + KINDS[card.urgency];
    made.appendChild(element("strong", card.title));
    made.appendChild(document.createTextNode(" "));
    made.appendChild(element("span", WORDS[KINDS[card.urgency]] + ": " + card.action, "sign__act"));
    item.appendChild(made);
    return item;
  }

  function pageRow(engine, hit, query) {
    var item = element("li");
    var heading = element("h2");
    heading.appendChild(link(hit.doc.url, hit.doc.title));
    item.appendChild(heading);
    item.appendChild(element("p", hit.doc.summary));
    var part = section(engine, hit.doc, query);
    if (part) {
      var where = element("p", WORDS.part + " ", "where");
      where.appendChild(link(hit.doc.url + "#" + part[0], part[1]));
      item.appendChild(where);
    }
    return item;
  }

  function shortened(query) { return query.length > 80 ? query.slice(0, 80) + "…" : query; }

  function show(engine, query) {
    var cut = query.length > MOST_LETTERS || words(query).length > 4 * MOST_WORDS;
    query = query.slice(0, MOST_LETTERS);
    var suggestion = meant(engine, query);
    var hits = find(engine, suggestion || query).slice(0, 20);
    var cards = findCards(engine, query);
    signs.textContent = "";
    list.textContent = "";
    letters.hidden = hits.length > 0;
    var typed = { words: shortened(query) };
    var said = hits.length ? many(hits.length === 20 ? WORDS.best : WORDS.pages, hits.length, { words: shortened(suggestion || query) })
      : cards.length ? "" : filled(WORDS.nothing, typed);
    if (suggestion && hits.length) { said += " " + filled(WORDS.typed, typed); }
    if (cut) { said += " " + WORDS.cut; }
    if (cards.length) { said = many(WORDS.signs, cards.length) + " " + said; }
    status.textContent = said;
    cards.forEach(function (card) { signs.appendChild(cardRow(card)); });
    hits.forEach(function (hit) { list.appendChild(pageRow(engine, hit, suggestion || query)); });
  }

  function run(query) {
    query = query.trim();
    if (!query) {
      signs.textContent = "";
      list.textContent = "";
      status.textContent = "";
      letters.hidden = false;
      return;
    }
    status.textContent = WORDS.searching;
    load().then(function (engine) { show(engine, query); }, function () {
      status.textContent = WORDS.failed;
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
  /* For tests: the cards shown above them, in order. */
  window.findSigns = function (query) {
    return load().then(function (engine) {
      return findCards(engine, query).map(function (card) { return card.url; });
    });
  };
})();
