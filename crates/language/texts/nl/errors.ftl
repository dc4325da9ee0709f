# Wat er misging, in de woorden van wie het leest.

error-upload-empty = Het bestand is leeg.
error-upload-too-large = Het bestand is te groot. Het maximum is { $limit } MB.
error-upload-unknown-kind = Het bestand is geen PDF, JPEG of PNG.
error-upload-damaged = Het bestand is beschadigd of onvolledig. Probeer het opnieuw te maken.
error-upload-too-many-pixels = De afbeelding is te groot. Probeer een kleinere.
error-not-found = Deze pagina bestaat niet, of is niet voor u bestemd.
error-credentials = Het kenmerk of de code klopt niet.
error-too-many = Te veel pogingen. Wacht enkele minuten en probeer het opnieuw.
error-form-expired = Dit formulier stond te lang open. Wat u typte is bewaard; verstuur het opnieuw.
error-form-too-large = Wat u verstuurde is te groot.
error-changed-meanwhile = Iemand heeft dit intussen gewijzigd. Bekijk wat nieuw is en beslis opnieuw.
error-unavailable = Dit lukt nu even niet. Er is niets verloren; probeer het over enkele minuten opnieuw.
error-unexpected = Er ging iets mis aan onze kant. Opnieuw proberen helpt niet; wij zijn op de hoogte.
error-newer-build = Dit is vastgelegd door een nieuwere versie en kan hier alleen worden gelezen.

# Weigeringen: een opdracht die niet mag, per code.

refusal-unknown = Dit is niet te vinden.
refusal-exists-already = Dit is al begonnen.
refusal-closed = Dit dossier is gesloten.
refusal-not-closed = Dit dossier is niet gesloten.
refusal-withdrawn = De betrokkene heeft het verzoek ingetrokken.
refusal-identity-open = De identiteit is nog niet vastgesteld.
refusal-no-identity-check = Er loopt geen identiteitscontrole.
refusal-not-routed = Het dossier is nog niet aan een functie toegewezen.
refusal-nothing-drafted = Er is nog geen ontwerp.
refusal-draft-changed = Het ontwerp is gewijzigd sinds u het bekeek. Lees het opnieuw.
refusal-own-draft = U schreef dit ontwerp; iemand anders moet het goedkeuren.
refusal-not-approved = Het ontwerp is niet goedgekeurd.
refusal-answer-ordered = Er is al een antwoord onderweg.
refusal-nothing-held = Er wordt geen antwoord aangehouden.
refusal-hold-over = De tijd om het terug te nemen is voorbij.
refusal-not-released = Het antwoord is niet vrijgegeven.
refusal-ground-needed = Een weigering vraagt een grond. Kies er een.
refusal-ground-unknown = Deze grond geldt niet voor dit recht en dit soort dossier.
refusal-reason-needed = Een weigering vraagt een reden voor deze persoon. Schrijf er een.
refusal-no-parts = De beslissing heeft geen onderdelen. Beslis over minstens één.
refusal-paused-already = De termijn staat al stil.
refusal-not-paused = De termijn loopt.
refusal-no-pause = Deze termijn kan niet worden opgeschort.
refusal-no-extension = Deze termijn kan niet worden verlengd.
refusal-extended-already = Deze termijn is al verlengd.
refusal-extension-too-late = De eerste termijn is voorbij; verlengen heeft geen gevolg meer.
refusal-extension-ground = Een verlenging vraagt een van de voorziene gronden.
refusal-before-receipt = Deze dag ligt voor de ontvangst.
refusal-in-future = Deze dag ligt in de toekomst.
refusal-no-such-fact = Er is niets vastgelegd dat kan worden teruggenomen.
refusal-not-offered = Dit recht of dit soort dossier wordt hier niet aangeboden.
refusal-nothing-requested = Er is niets gevraagd. Kies minstens één ding.
refusal-route-not-allowed = Dit verzoek moet de weg volgen die ervoor is vastgelegd.
refusal-no-dispatch = Zo’n brief of e-mail is er niet.
refusal-dispatch-state = De brief of e-mail is niet op het punt waarop dit kan.
refusal-no-task = Zo’n taak is er niet.
refusal-restriction-order = De stappen van een beperking volgen één vaste volgorde.
refusal-legal-hold = Er rust een bewaarplicht op het dossier.
refusal-no-legal-hold = Er rust geen bewaarplicht op het dossier.
