//! The few words that the story adds to the programme's own, in four languages.

use serde_json::Value;

/// A language of the story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    French,
    English,
    German,
    Italian,
}

impl Language {
    /// The language of a tag.
    pub fn of(tag: &str) -> Option<Language> {
        match tag {
            "fr" => Some(Language::French),
            "en" => Some(Language::English),
            "de" => Some(Language::German),
            "it" => Some(Language::Italian),
            _ => None,
        }
    }

    fn tag(self) -> &'static str {
        self.say(["fr", "en", "de", "it"])
    }

    /// One of four texts: French, English, German, Italian.
    pub fn say(self, [fr, en, de, it]: [&'static str; 4]) -> &'static str {
        match self {
            Language::French => fr,
            Language::English => en,
            Language::German => de,
            Language::Italian => it,
        }
    }

    /// The words of this language, else the French ones: the programme speaks French first.
    pub fn pick(self, titles: &Value) -> &str {
        let words = |tag| titles.get(tag).and_then(Value::as_str);
        words(self.tag()).or_else(|| words("fr")).unwrap_or_default()
    }

    /// The colon, with the space that French puts before it.
    pub fn colon(self) -> &'static str {
        self.say([" :", ":", ":", ":"])
    }

    /// What the answer as a whole proposes.
    pub fn response(self, response: &str) -> &'static str {
        match response {
            "accompaniment" => self.say([
                "une personne de confiance peut faire le chemin avec vous",
                "one trusted person can go with you through all of it",
                "eine Vertrauensperson kann Sie durch alles begleiten",
                "una persona di fiducia può accompagnarvi in tutto",
            ]),
            "orientation" => self.say([
                "nous pouvons chercher ensemble ce qui convient",
                "we can look together for what fits",
                "wir können gemeinsam suchen, was passt",
                "possiamo cercare insieme ciò che va bene",
            ]),
            _ => self.say([
                "ce qu'il y a pour vous",
                "what is there for you",
                "was für Sie da ist",
                "ciò che c'è per voi",
            ]),
        }
    }

    /// `3 visits`, `3 to 8 visits`.
    pub fn amount(self, unit: &str, least: u64, most: u64) -> String {
        let name = self.unit(unit, most);
        if least == most {
            format!("{most} {name}")
        } else {
            format!("{least} {} {most} {name}", self.say(["à", "to", "bis", "a"]))
        }
    }

    /// `20 examinations`.
    pub fn count(self, unit: &str, count: usize) -> String {
        self.amount(unit, count as u64, count as u64)
    }

    fn unit(self, unit: &str, count: u64) -> String {
        let [one, many] = match unit {
            "visit" => [["visite", "visit", "Besuch", "visita"], ["visites", "visits", "Besuche", "visite"]],
            "examination" => [
                ["examen", "examination", "Untersuchung", "visita"],
                ["examens", "examinations", "Untersuchungen", "visite"],
            ],
            "interview" => [
                ["entretien", "conversation", "Gespräch", "colloquio"],
                ["entretiens", "conversations", "Gespräche", "colloqui"],
            ],
            "conversation" => [
                ["entretien", "conversation", "Gespräch", "colloquio"],
                ["entretiens", "conversations", "Gespräche", "colloqui"],
            ],
            "consultation" => [
                ["consultation", "consultation", "Beratung", "consulenza"],
                ["consultations", "consultations", "Beratungen", "consulenze"],
            ],
            "hour" => [["heure", "hour", "Stunde", "ora"], ["heures", "hours", "Stunden", "ore"]],
            "meeting" => {
                [["rencontre", "meeting", "Treffen", "incontro"], ["rencontres", "meetings", "Treffen", "incontri"]]
            }
            "session" => [["séance", "session", "Treffen", "incontro"], ["séances", "sessions", "Treffen", "incontri"]],
            "afternoon" => [
                ["après-midi", "afternoon", "Nachmittag", "pomeriggio"],
                ["après-midi", "afternoons", "Nachmittage", "pomeriggi"],
            ],
            _ => return unit.to_owned(),
        };
        self.say(if count == 1 { one } else { many }).to_owned()
    }

    /// How to ask for what every family has; the programme asks for its own facts itself.
    pub fn ask(self, fact: &str) -> &'static str {
        let last = fact.rsplit('.').next().unwrap_or_default();
        match last {
            "territory" | "territories" => self.say([
                "Où vivez-vous, même provisoirement ?",
                "Where do you live, even if only for now?",
                "Wo leben Sie, und sei es nur vorläufig?",
                "Dove vivete, anche solo per ora?",
            ]),
            "languages" => self.say([
                "Quelles langues parlez-vous ?",
                "Which languages do you speak?",
                "Welche Sprachen sprechen Sie?",
                "Che lingue parlate?",
            ]),
            "birth" => self.say([
                "Si vous le voulez, dites-nous comment s'est passée la naissance, ou où vous en êtes.",
                "If you wish, tell us about the birth, or how things are.",
                "Wenn Sie möchten, erzählen Sie uns von der Geburt oder wie es gerade steht.",
                "Se volete, raccontateci della nascita, o a che punto siete.",
            ]),
            "born" if fact.starts_with("adult") => self.say([
                "En quelle année cet adulte est-il né ?",
                "In which year was this adult born?",
                "In welchem Jahr ist diese Person geboren?",
                "In che anno è nata questa persona?",
            ]),
            "born" => self.say([
                "Quelle est la date de naissance de cet enfant ?",
                "On which day was this child born?",
                "An welchem Tag ist dieses Kind geboren?",
                "Qual è la data di nascita di questa bambina o di questo bambino?",
            ]),
            "arrived" => self.say([
                "Cet enfant est-il arrivé chez vous par adoption ou en famille d'accueil, et quand ?",
                "Did this child come to you by adoption or fostering, and when?",
                "Kam dieses Kind durch Adoption oder als Pflegekind zu Ihnen, und wann?",
                "Questa bambina o questo bambino è con voi per adozione o affido, e da quando?",
            ]),
            "expected" => self.say([
                "Pour quand la naissance est-elle prévue ?",
                "When is the birth expected?",
                "Wann ist der errechnete Geburtstermin?",
                "Per quando è prevista la nascita?",
            ]),
            "ended" => self.say([
                "Où en est la grossesse ?",
                "How is the pregnancy?",
                "Wie steht es um die Schwangerschaft?",
                "Come va la gravidanza?",
            ]),
            "lives_here" => self.say([
                "Cet adulte vit-il avec l'enfant ?",
                "Does this adult live with the child?",
                "Lebt diese Person beim Kind?",
                "Questo adulto vive con il bambino?",
            ]),
            "children" => self.say([
                "Y a-t-il des enfants dont nous n'avons pas encore parlé ?",
                "Are there children we have not talked about yet?",
                "Gibt es Kinder, von denen wir noch nicht gesprochen haben?",
                "Ci sono bambine o bambini di cui non abbiamo ancora parlato?",
            ]),
            "adults" | "carers" => self.say([
                "Qui d'autre s'occupe de l'enfant ?",
                "Who else cares for the child?",
                "Wer kümmert sich noch um das Kind?",
                "Chi altro si occupa del bambino?",
            ]),
            "pregnancies" => self.say([
                "Attendez-vous un enfant ?",
                "Are you expecting a child?",
                "Erwarten Sie ein Kind?",
                "Aspettate un bambino?",
            ]),
            "wellbeing" => self.say(["Comment allez-vous ?", "How are you?", "Wie geht es Ihnen?", "Come state?"]),
            "parenting" => self.say([
                "Comment se passe la vie de parent ?",
                "How is being a parent going?",
                "Wie erleben Sie das Elternsein?",
                "Come va la vita da genitori?",
            ]),
            "feeding" => self.say([
                "Comment se passent les repas ?",
                "How is feeding going?",
                "Wie geht es mit dem Essen?",
                "Come vanno i pasti?",
            ]),
            "sleep" => self.say([
                "Comment se passent les nuits ?",
                "How are the nights?",
                "Wie sind die Nächte?",
                "Come vanno le notti?",
            ]),
            "daily_life" => self.say([
                "Qu'est-ce qui pèse dans le quotidien ?",
                "What feels heavy in your days?",
                "Was ist schwer im Alltag?",
                "Che cosa vi pesa nelle giornate?",
            ]),
            "contacts" => self.say([
                "Qui est là autour de vous ?",
                "Who is there around you?",
                "Wer ist für Sie da?",
                "Chi c'è intorno a voi?",
            ]),
            _ => "",
        }
    }
}
