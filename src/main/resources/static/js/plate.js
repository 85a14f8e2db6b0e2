/* The button that prints the plates. */
document.querySelector("[data-print]").addEventListener("click", function () { window.print(); });
