# Waarom een datum is wat ze is: de woorden rond de stappen.

why-title = Waarom deze datum?
why-steps = Hoe er geteld is
why-others = Andere data om te kennen
why-recorded = genoteerd door { $who } op { $when }
why-changes = { $from } → { $to }
why-closed = Telt niet mee: { $days }

why-last-day = De laatste dag volgens de wet zelf is { $date }; er wordt gewerkt naar de vroegere lezing.
why-refuse-by = Een weigering, geheel of gedeeltelijk, moet uiterlijk op { $date } vertrekken, ook als de termijn verlengd is.
why-other-law = Een andere wet kan een sneller antwoord vragen: uiterlijk op { $date }.
why-statutory-cap = De organisatie stelde deze termijn zelf; de termijn van de wet eindigt op { $date }.

why-first-due = Eerste vervaldag
why-due = Vervaldag
why-safe = Veilig
why-work-to = Werk tot
why-target = Streefdatum, bindt niemand
why-due-target = Streefdatum
why-paused = De termijn staat stil
why-no-limit = Er is geen termijn gesteld

why-person-aim = Wij streven naar een antwoord tegen
why-person-aim-note = Voor deze organisatie is geen termijn vastgelegd. Deze datum is een streefdoel; niemand is erdoor gebonden.
why-person-paused = De termijn staat op dit moment stil; er is dus nog geen datum.
why-person-rules = De regels erachter:

why-told-by = U krijgt uiterlijk op { $date } antwoord.
why-told-aim = Wij streven naar een antwoord tegen { $date }. Voor ons is geen termijn vastgelegd; deze datum is een streefdoel.
why-told-paused = De termijn staat op dit moment stil; er is dus nog geen datum.
why-told-no-limit = Voor ons antwoord is geen termijn vastgelegd.
why-counted = Zo tellen wij die dag: { $steps }
