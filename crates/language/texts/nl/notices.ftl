# Brieven op papier die een persoon zeggen hoe het ervoor staat.

letter-received-subject = Wij hebben uw verzoek { $reference } ontvangen
letter-received-on = Op { $date } hebben wij uw verzoek ontvangen. Wij bewaren het onder het kenmerk { $reference }.
letter-received-check = Als wij meer moeten weten over wie u bent, schrijven wij u. Tot dan hoeft u niets te doen.
letter-received-answer = Ons antwoord komt met de post naar u, op dit adres.
letter-message-subject = Over uw verzoek { $reference }
letter-notice-how-post = U kunt ons schrijven op het retouradres hierboven; zet het kenmerk op uw brief.
letter-notice-rules = De regels erachter: { $rules }.
