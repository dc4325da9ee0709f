# Texts of the console.

console-title = Case desk
