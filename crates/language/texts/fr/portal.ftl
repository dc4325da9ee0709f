# Textes du portail.

portal-title = Votre demande concernant vos données
