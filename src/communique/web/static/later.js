// Loads the large scripts that a page's charts need once its words are painted, in order, and then draws.
"use strict";
function afterPaint(draw) {
  const needs = document.querySelector("script[data-needs]").dataset.needs.split(" ");
  requestAnimationFrame(function () {
    setTimeout(function () {
      needs.forEach(function (address, place) {
        const script = document.createElement("script");
        script.src = address;
        script.async = false;
        if (place === needs.length - 1) { script.addEventListener("load", draw); }
        document.head.append(script);
      });
    });
  });
}
