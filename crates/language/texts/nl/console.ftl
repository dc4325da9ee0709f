# Teksten van de console.

console-title = Dossierbeheer
