# Ce qui n’a pas fonctionné, dans les mots de qui le lit.

error-upload-empty = Le fichier est vide.
error-upload-too-large = Le fichier est trop volumineux. Le maximum est de { $limit } Mo.
error-upload-unknown-kind = Le fichier n’est ni un PDF, ni un JPEG, ni un PNG.
error-upload-damaged = Le fichier est endommagé ou incomplet. Essayez de le refaire.
error-upload-too-many-pixels = L’image est trop grande. Essayez-en une plus petite.
error-not-found = Cette page n’existe pas, ou ne vous est pas destinée.
error-credentials = La référence ou le code est incorrect.
error-too-many = Trop de tentatives. Patientez quelques minutes et réessayez.
error-form-expired = Ce formulaire est resté ouvert trop longtemps. Votre saisie est conservée ; renvoyez-le.
error-form-too-large = Votre envoi est trop volumineux.
error-changed-meanwhile = Quelqu’un a modifié ceci entre-temps. Voyez ce qui est nouveau et décidez à nouveau.
error-unavailable = Ce n’est pas possible pour l’instant. Rien n’est perdu ; réessayez dans quelques minutes.
error-unexpected = Une erreur est survenue de notre côté. Réessayer n’y changera rien ; nous en sommes avertis.
error-newer-build = Ceci a été enregistré par une version plus récente et ne peut qu’être lu ici.

# Refus : un ordre qui ne peut être, par code.

refusal-unknown = Cet élément est introuvable.
refusal-exists-already = Ceci a déjà été commencé.
refusal-closed = Ce dossier est clos.
refusal-not-closed = Ce dossier n’est pas clos.
refusal-withdrawn = La personne a retiré la demande.
refusal-identity-open = L’identité n’est pas encore établie.
refusal-no-identity-check = Aucun contrôle d’identité n’est en cours.
refusal-not-routed = Le dossier n’a pas encore été attribué à une fonction.
refusal-nothing-drafted = Il n’y a pas encore de projet.
refusal-draft-changed = Le projet a changé depuis que vous l’avez consulté. Veuillez le relire.
refusal-own-draft = Vous avez rédigé ce projet ; une autre personne doit l’approuver.
refusal-not-approved = Le projet n’est pas approuvé.
refusal-answer-ordered = Une réponse est déjà en cours d’envoi.
refusal-nothing-held = Aucune réponse n’est retenue.
refusal-hold-over = Le temps pour l’annuler est écoulé.
refusal-not-released = La réponse n’est pas libérée.
refusal-ground-needed = Un refus demande un motif légal. Choisissez-en un.
refusal-ground-unknown = Ce motif ne vaut pas pour ce droit et ce type de dossier.
refusal-reason-needed = Un refus demande une justification propre à cette personne. Rédigez-la.
refusal-no-parts = La décision ne comporte aucune partie. Décidez d’au moins une.
refusal-paused-already = Le délai est déjà suspendu.
refusal-not-paused = Le délai court.
refusal-no-pause = Ce délai ne peut être suspendu.
refusal-no-extension = Ce délai ne peut être prolongé.
refusal-extended-already = Ce délai a déjà été prolongé.
refusal-extension-too-late = Le premier délai est écoulé ; une prolongation n’a plus d’effet.
refusal-extension-ground = Une prolongation demande l’un des motifs prévus.
refusal-before-receipt = Ce jour est antérieur à la réception.
refusal-in-future = Ce jour est dans le futur.
refusal-no-such-fact = Rien n’est enregistré qui puisse être retiré.
refusal-not-offered = Ce droit ou ce type de dossier n’est pas proposé ici.
refusal-nothing-requested = Rien n’a été demandé. Choisissez au moins une chose.
refusal-route-not-allowed = Cette demande doit suivre la voie prévue pour elle.
refusal-no-dispatch = Il n’y a pas de telle lettre ni de tel courriel.
refusal-dispatch-state = La lettre ou le courriel n’en est pas au point où cela est possible.
refusal-no-task = Il n’y a pas de telle tâche.
refusal-restriction-order = Les étapes d’une limitation suivent un seul ordre.
refusal-legal-hold = Le dossier fait l’objet d’une obligation de conservation.
refusal-no-legal-hold = Il n’y a pas d’obligation de conservation.
