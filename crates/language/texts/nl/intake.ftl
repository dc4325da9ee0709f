# Wat een pack bij de aanvraag nog vraagt.
portal-audience = Werkt u of hebt u ooit gewerkt voor { $organisation }? (niet verplicht)
portal-audience-hint = Het bepaalt alleen waar u terechtkunt als u het niet eens bent met het antwoord. Vraagt u voor iemand anders, antwoord dan voor die persoon.
portal-audience-staff = Ja, nu of vroeger
portal-audience-non-staff = Nee, nooit
portal-audience-unsure = Ik weet het niet zeker
portal-review-audience = Werkt of werkte er
