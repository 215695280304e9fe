"use strict";
(function () {
  var panel = document.getElementById("panel"), body = document.getElementById("panel-body"), ui = document.getElementById("ui");
  var tags = Array.prototype.slice.call(document.querySelectorAll("button.tag")), open = null;
  function byId(id) { return document.getElementById("c-" + id); }
  function show(id, focus) {
    var source = document.getElementById("f-" + id + "-" + ui.value);
    if (!source) { return false; }
    hide();
    open = id;
    body.replaceChildren(source.content.cloneNode(true));
    panel.classList.remove("empty");
    document.querySelectorAll('[data-c="' + id + '"]').forEach(function (x) { x.classList.add("on"); });
    if (focus) { panel.focus({ preventScroll: true }); }
    return true;
  }
  function hide() {
    document.querySelectorAll(".m.on").forEach(function (x) { x.classList.remove("on"); });
    open = null;
    panel.classList.add("empty");
  }
  function reveal(id) {
    var mark = document.querySelector('[data-open="' + id + '"]');
    if (mark) { mark.scrollIntoView({ block: "center" }); }
  }
  document.addEventListener("click", function (e) {
    var tag = e.target.closest("[data-open]"), mark = e.target.closest(".m.cue:not(.off)");
    var id = tag ? tag.dataset.open : mark ? mark.dataset.c : null;
    if (id && show(id)) { history.replaceState(null, "", "#c-" + id); }
  });
  document.addEventListener("keydown", function (e) {
    if (e.altKey || e.ctrlKey || e.metaKey || /^(INPUT|SELECT|TEXTAREA)$/.test(e.target.tagName)) { return; }
    if (e.key === "Escape") { var at = open; hide(); if (at) { var t = document.querySelector('[data-open="' + at + '"]'); if (t) { t.focus(); } } return; }
    if (e.key !== "j" && e.key !== "k") { return; }
    var seen = tags.filter(function (t) { return !t.parentNode.classList.contains("off"); });
    if (!seen.length) { return; }
    var i = seen.findIndex(function (t) { return t.dataset.open === open; });
    i = e.key === "j" ? (i + 1) % seen.length : (i <= 0 ? seen.length : i) - 1;
    seen[i].focus();
    show(seen[i].dataset.open);
    seen[i].scrollIntoView({ block: "center" });
    history.replaceState(null, "", "#c-" + seen[i].dataset.open);
  });
  document.querySelectorAll(".filter input").forEach(function (box) {
    box.addEventListener("change", function () {
      document.querySelectorAll(".m-" + CSS.escape(box.value)).forEach(function (x) { x.classList.toggle("off", !box.checked); });
      document.querySelectorAll('tr[data-kind="' + CSS.escape(box.value) + '"]').forEach(function (x) { x.classList.toggle("off", !box.checked); });
    });
  });
  ui.addEventListener("change", function () { if (open) { show(open); } });
  function fromHash() {
    var id = location.hash.indexOf("#c-") === 0 ? location.hash.slice(3) : "";
    if (id && byId(id) && show(id)) { reveal(id); }
  }
  window.addEventListener("hashchange", fromHash);
  fromHash();
})();
