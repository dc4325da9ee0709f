# De brief op papier die zegt dat een verzoek is aangekomen.

letter-received-subject = Wij hebben uw verzoek { $reference } ontvangen
letter-received-on = Op { $date } hebben wij uw verzoek ontvangen. Wij bewaren het onder het kenmerk { $reference }.
letter-received-check = Als wij meer moeten weten over wie u bent, schrijven wij u. Tot dan hoeft u niets te doen.
letter-received-answer = Ons antwoord komt met de post naar u, op dit adres.
letter-received-how-post = U kunt ons schrijven op het retouradres hierboven; zet het kenmerk op uw brief.
letter-received-rules = De regels erachter: { $rules }.
letter-received-code-title = Uw verzoek online volgen
letter-received-code = Uw toegangscode is { $code }. Daarmee en met het kenmerk hierboven ziet u op onze site voor verzoeken hoe ver uw verzoek staat, en kunt u ons schrijven.
letter-received-code-keep = Hou de code voor uzelf: wie ze heeft, kan lezen wat wij u daar schrijven. Wij vragen er niet naar.
