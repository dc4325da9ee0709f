use habeas_envelope::Code;

/// A closed list of words.
macro_rules! coded {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident => $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name {
            $($(#[$vdoc])* $variant),+
        }

        impl $name {
            /// All values.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word that log, bus and pages' keys use.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The word as a code.
            #[must_use]
            pub fn code(self) -> Code {
                Code::literal(self.as_str())
            }

            /// The value of a word.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

pub(crate) use coded;

coded! {
    /// How a submission came in.
    Channel {
        /// Filed online.
        Portal => "portal",
        /// An e-mail.
        Mail => "mail",
        /// A letter.
        Post => "post",
        /// In person.
        Counter => "counter",
        /// By telephone.
        Phone => "phone",
        /// By another system.
        Api => "api",
    }
}

coded! {
    /// How far a complaint has come whose silence is a decision.
    ComplaintStep {
        /// The person was told of its progress.
        ProgressTold => "progress-told",
        /// Nothing was said in time: a refusal is deemed to have been given.
        DeemedRefused => "deemed-refused",
        /// The conclusions were communicated to those who are told them.
        ConclusionsCommunicated => "conclusions-communicated",
        /// Who decides has decided on the conclusions, and the person was told.
        Decided => "decided",
    }
}

coded! {
    /// In what capacity the filer acts.
    Capacity {
        /// For themselves.
        Own => "self",
        /// As a parent.
        Parent => "parent",
        /// As a guardian.
        Guardian => "guardian",
        /// As a lawyer.
        Lawyer => "lawyer",
        /// With a written mandate.
        Mandate => "mandate",
        /// As an heir.
        Heir => "heir",
        /// As the employer.
        Employer => "employer",
        /// Otherwise.
        Other => "other",
    }
}

coded! {
    /// What a submission turned out to be.
    SubmissionClass {
        /// A request for one or more rights.
        Request => "new",
        /// An addition to one that stands.
        Addition => "addition",
        /// A complaint.
        Complaint => "complaint",
        /// A question.
        Question => "question",
        /// A transfer asked by a new service.
        ServiceTransfer => "service-transfer",
        /// A public authority's request.
        AuthorityRequest => "authority-request",
        /// Meant for somebody else.
        Misdirected => "misdirected",
        /// Not a request at all.
        NotARequest => "not-a-request",
    }
}

coded! {
    /// How the person can be reached.
    ContactKind {
        /// By e-mail.
        Email => "e-mail",
        /// By post.
        Post => "post",
    }
}

coded! {
    /// What was decided of a part.
    PartOutcome {
        /// Given or done in full.
        Granted => "granted",
        /// Given or done in part.
        Partly => "partly",
        /// Refused on a ground.
        Refused => "refused",
        /// The controller holds nothing of the kind.
        NotHeld => "not-held",
        /// The file is elsewhere now.
        TransferredElsewhere => "transferred-elsewhere",
        /// The file was destroyed when its retention ended.
        DestroyedByRetention => "destroyed-by-retention",
        /// Meant for another controller.
        Misdirected => "misdirected",
        /// Taken back by the person.
        Withdrawn => "withdrawn",
        /// The identity could not be established.
        IdentityNotEstablished => "identity-not-established",
        /// The authority of the filer could not be established.
        AuthorityNotEstablished => "authority-not-established",
        /// The data subject is dead.
        SubjectDeceased => "subject-deceased",
        /// Answered in another case.
        Duplicate => "duplicate",
        /// No request.
        NotARequest => "not-a-request",
    }
}

impl PartOutcome {
    /// Whether no action is taken on what was asked, in whole or in part: what GDPR art. 12(4) has
    /// a limit of its own for.
    #[must_use]
    pub fn takes_no_action(self) -> bool {
        matches!(
            self,
            Self::Refused
                | Self::Partly
                | Self::IdentityNotEstablished
                | Self::AuthorityNotEstablished
        )
    }
}

coded! {
    /// Why a case was closed.
    CloseReason {
        /// Answered.
        Answered => "answered",
        /// Withdrawn by the person.
        Withdrawn => "withdrawn",
        /// The identity could not be established.
        IdentityNotEstablished => "identity-not-established",
        /// The authority could not be established.
        AuthorityNotEstablished => "authority-not-established",
        /// Forwarded to the right controller.
        Misdirected => "misdirected",
        /// The same as another.
        Duplicate => "duplicate",
        /// No request.
        NotARequest => "not-a-request",
    }
}

coded! {
    /// How a case came to whoever answers it.
    RouteVia {
        /// It stands at the desk.
        Desk => "desk",
        /// It goes to an office by registered letter.
        RegisteredLetter => "registered-letter",
    }
}

coded! {
    /// What a party does in a case.
    PartyStep {
        /// Named by the person.
        Named => "named",
        /// Looked up and confirmed by staff.
        Confirmed => "confirmed",
        /// Will not take part.
        Declined => "declined",
        /// Replaced by another.
        Replaced => "replaced",
        /// Has received what was due.
        Delivered => "delivered",
        /// There is none: the person said so.
        Absent => "absent",
    }
}

coded! {
    /// What a task asks for.
    TaskKind {
        /// Search and hand in.
        Collect => "collect",
        /// Carry out what was decided.
        Execute => "execute",
        /// Tell recipients (GDPR art. 19).
        Notify => "notify",
        /// Destroy paper.
        DestroyPaper => "destroy-paper",
    }
}

coded! {
    /// The steps of a restriction, in their only order.
    RestrictionStep {
        /// Applied in the systems.
        Applied => "applied",
        /// The person was told that it will be lifted (GDPR art. 18(3)).
        Announced => "announced",
        /// Lifted.
        Lifted => "lifted",
    }
}

coded! {
    /// What counts as answered, or how far an answer has come.
    AnswerStep {
        /// It may leave.
        Released => "released",
        /// The person can collect it.
        MadeAvailable => "made-available",
        /// Handed to the post.
        Posted => "posted",
        /// Delivered by the post.
        Delivered => "delivered",
        /// Came back.
        Returned => "returned",
        /// Collected by the person.
        Collected => "collected",
    }
}

coded! {
    /// By what something leaves the house.
    DispatchChannel {
        /// An e-mail.
        Mail => "mail",
        /// A registered letter.
        RegisteredLetter => "registered-letter",
        /// An ordinary letter.
        Letter => "letter",
    }
}
