# La lettre sur papier qui dit qu’une demande est arrivée.

letter-received-subject = Nous avons reçu votre demande { $reference }
letter-received-on = Le { $date }, nous avons reçu votre demande. Nous la gardons sous la référence { $reference }.
letter-received-check = Si nous devons en savoir plus sur votre identité, nous vous écrirons. D’ici là, vous n’avez rien à faire.
letter-received-answer = Notre réponse vous parviendra par la poste, à cette adresse.
letter-received-how-post = Vous pouvez nous écrire à l’adresse de retour ci-dessus ; veuillez indiquer la référence sur votre lettre.
letter-received-rules = Les règles qui s’appliquent : { $rules }.
letter-received-code-title = Suivre votre demande en ligne
letter-received-code = Votre code d’accès est { $code }. Avec ce code et la référence ci-dessus, vous voyez sur notre site consacré aux demandes où en est la vôtre, et vous pouvez nous écrire.
letter-received-code-keep = Gardez ce code pour vous : qui le possède peut lire ce que nous vous y écrivons. Nous ne vous le demandons pas.
