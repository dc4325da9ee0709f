# What a pack asks at intake besides.
portal-audience = Do you work, or have you ever worked, for { $organisation }? (optional)
portal-audience-hint = It decides only where you can turn if you do not agree with the answer. If you ask for somebody else, answer for them.
portal-audience-staff = Yes, I do or did
portal-audience-non-staff = No, never
portal-audience-unsure = I am not sure
portal-review-audience = Works or worked there
