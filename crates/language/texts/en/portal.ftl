# Texts of the portal.

portal-title = Your data request
