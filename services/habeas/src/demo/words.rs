use super::dice::Dice;

/// What people and staff of the story write, in one language.
pub(crate) struct Words {
    /// The language, as a tag.
    language: &'static str,
    /// With the filing.
    pub(crate) requests: &'static [&'static str],
    /// From the person, later on.
    pub(crate) messages: &'static [&'static str],
    /// An answer that gives or does what was asked.
    pub(crate) granted: &'static str,
    /// An answer that does so in part.
    pub(crate) partly: &'static str,
    /// A refusal.
    pub(crate) refused: &'static str,
    /// An answer that nothing is held.
    pub(crate) not_held: &'static str,
    /// The individual reason of a refusal.
    pub(crate) reason: &'static str,
    /// The individual reason of an extension.
    pub(crate) longer: &'static str,
    /// The question who somebody is.
    pub(crate) proof: &'static str,
    /// Why it could not be settled.
    pub(crate) no_proof: &'static str,
    /// What a complaint is about, and what is wanted.
    pub(crate) complaint: [&'static str; 2],
    /// What a breach was.
    pub(crate) breach: &'static str,
    /// What an authority asks for.
    pub(crate) authority: &'static str,
}

const WORDS: [Words; 3] = [
    Words {
        language: "en",
        requests: &[
            "I would like to know what you hold about me since 2019.",
            "Please send me everything about my last examination.",
            "My address in your files is an old one; I moved in spring.",
            "I do not want my data to be used any longer than needed.",
        ],
        messages: &[
            "Is there any news? I need the answer for a meeting next week.",
            "I forgot to say: between 2020 and 2022 I worked under another name.",
        ],
        granted: "We have done what you asked.\n\nWhat we hold about you is enclosed below, with where it came from and how long we keep it.",
        partly: "We have done part of what you asked.\n\nWhat concerns other people has been left out.",
        refused: "We cannot do what you asked.\n\nThe reason is stated below, and so is what you can do about it.",
        not_held: "We have searched our files under the names and dates you gave.\n\nWe hold nothing of this kind about you.",
        reason: "The file contains statements of colleagues who can be recognised by what they say.",
        longer: "The file is spread over two sites and is being brought together.",
        proof: "Before we can answer we have to know that it is you who asks. Please send a copy of the front of your identity card; you may cover the photograph and the number.",
        no_proof: "No proof came in, and the details given fit nobody in our files.",
        complaint: [
            "My request for access was answered in part only, and no reason was given for the rest.",
            "I ask the Board to order that the whole file be given to me.",
        ],
        breach: "A list with names and dates of appointments was sent to a wrong address. The recipient has been asked to destroy it.",
        authority: "An inspectorate asks for the list of persons examined at one client last year.",
    },
    Words {
        language: "nl",
        requests: &[
            "Ik wil graag weten welke gegevens u sinds 2019 over mij bewaart.",
            "Gelieve mij alles te bezorgen over mijn laatste onderzoek.",
            "Mijn adres in uw bestanden klopt niet meer; ik ben in het voorjaar verhuisd.",
            "Ik wil niet dat mijn gegevens langer worden gebruikt dan nodig.",
        ],
        messages: &[
            "Is er al nieuws? Ik heb het antwoord volgende week nodig.",
            "Ik vergat te zeggen dat ik tussen 2020 en 2022 onder een andere naam werkte.",
        ],
        granted: "Wij hebben gedaan wat u vroeg.\n\nHieronder staat wat wij over u bewaren, waar het vandaan komt en hoe lang wij het houden.",
        partly: "Wij hebben een deel gedaan van wat u vroeg.\n\nWat over anderen gaat, is weggelaten.",
        refused: "Wij kunnen niet doen wat u vroeg.\n\nDe reden staat hieronder, en ook wat u ertegen kunt doen.",
        not_held: "Wij hebben gezocht onder de namen en data die u opgaf.\n\nWij bewaren niets van deze aard over u.",
        reason: "Het dossier bevat verklaringen van collega's die aan hun woorden te herkennen zijn.",
        longer: "Het dossier ligt verspreid over twee vestigingen en wordt samengebracht.",
        proof: "Voor wij antwoorden, moeten wij weten dat u het bent die vraagt. Gelieve een kopie van de voorkant van uw identiteitskaart te bezorgen; u mag de foto en het nummer afdekken.",
        no_proof: "Er kwam geen bewijs, en de opgegeven gegevens passen bij niemand in onze dossiers.",
        complaint: [
            "Mijn verzoek om inzage werd maar voor een deel beantwoord, en voor de rest werd geen reden gegeven.",
            "Ik vraag het toezichtsorgaan te bevelen dat ik het hele dossier krijg.",
        ],
        breach: "Een lijst met namen en data van afspraken is naar een verkeerd adres gestuurd. De ontvanger is gevraagd ze te vernietigen.",
        authority: "Een inspectiedienst vraagt de lijst van wie vorig jaar bij één klant is onderzocht.",
    },
    Words {
        language: "fr",
        requests: &[
            "Je voudrais savoir quelles données vous conservez sur moi depuis 2019.",
            "Veuillez m'envoyer tout ce qui concerne mon dernier examen.",
            "Mon adresse dans vos fichiers n'est plus la bonne ; j'ai déménagé au printemps.",
            "Je ne veux pas que mes données soient utilisées plus longtemps que nécessaire.",
        ],
        messages: &[
            "Y a-t-il du nouveau ? J'ai besoin de la réponse la semaine prochaine.",
            "J'ai oublié de dire que je travaillais sous un autre nom de 2020 à 2022.",
        ],
        granted: "Nous avons fait ce que vous demandiez.\n\nVous trouverez ci-dessous ce que nous conservons sur vous, d'où cela vient et combien de temps nous le gardons.",
        partly: "Nous avons fait une partie de ce que vous demandiez.\n\nCe qui concerne d'autres personnes a été laissé de côté.",
        refused: "Nous ne pouvons pas faire ce que vous demandiez.\n\nLa raison est indiquée ci-dessous, ainsi que ce que vous pouvez faire.",
        not_held: "Nous avons cherché sous les noms et les dates que vous avez donnés.\n\nNous ne conservons rien de cette nature sur vous.",
        reason: "Le dossier contient des déclarations de collègues reconnaissables à leurs propos.",
        longer: "Le dossier est réparti sur deux sites et doit être rassemblé.",
        proof: "Avant de répondre, nous devons savoir que c'est bien vous qui demandez. Veuillez envoyer une copie du recto de votre carte d'identité ; vous pouvez masquer la photo et le numéro.",
        no_proof: "Aucune preuve n'est parvenue, et les données indiquées ne correspondent à personne dans nos dossiers.",
        complaint: [
            "Ma demande d'accès n'a reçu qu'une réponse partielle, sans motif pour le reste.",
            "Je demande à l'organe de contrôle d'ordonner que le dossier entier me soit remis.",
        ],
        breach: "Une liste de noms et de dates de rendez-vous a été envoyée à une mauvaise adresse. Il a été demandé au destinataire de la détruire.",
        authority: "Une inspection demande la liste des personnes examinées l'an dernier chez un client.",
    },
];

/// The words of a language, or the English ones.
pub(crate) fn words(language: &str) -> &'static Words {
    let known = WORDS.iter().find(|words| words.language == language);
    known.unwrap_or(&WORDS[0])
}

impl Words {
    /// Something to write with a filing; some write nothing.
    pub(crate) fn request(&self, dice: &mut Dice<'_>) -> Option<&'static str> {
        dice.percent(70).then(|| *dice.pick(self.requests))
    }
}
