# Textes de la console.

console-title = Gestion des dossiers
