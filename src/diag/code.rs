//! Every diagnostic code, with its severity and its `explain` page.

use std::fmt;

use serde::{Deserialize, Serialize};

/// How much a finding matters.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The site is published; a person should look.
    Warning,
    /// Nothing (or, with `--withhold`, not this article) is published.
    Error,
}

macro_rules! codes {
    ($($name:ident $severity:ident $text:literal)+) => {
        /// The identity of a finding. Its page is `src/diag/explain/<code>.md`.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        #[allow(missing_docs, reason = "each code is described by its explain page")]
        pub enum Code { $($name),+ }

        impl Code {
            /// All codes, in the order of the pipeline.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// The code as printed: `rights/permission-missing`.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text),+ }
            }

            /// Error or warning.
            pub fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity),+ }
            }

            /// The page that explains the code: what it means, why it matters, how to mend it.
            pub fn explain(self) -> &'static str {
                match self { $(Self::$name => include_str!(concat!("explain/", $text, ".md"))),+ }
            }
        }
    };
}

codes! {
    SiteMissing              Error   "site/missing"
    SourceUnreadable         Error   "source/unreadable"
    SourceNotUtf8            Error   "source/not-utf8"
    SourceTooLarge           Error   "source/too-large"
    SourceOutside            Error   "source/outside"
    SourceName               Error   "source/name"
    SourcePicture            Error   "source/picture"
    YamlSyntax               Error   "yaml/syntax"
    YamlUnknownKey           Error   "yaml/unknown-key"
    YamlMissingKey           Error   "yaml/missing-key"
    YamlValue                Error   "yaml/value"
    FrontFence               Error   "front/fence"
    FrontKind                Error   "front/kind"
    FrontEmptyBody           Error   "front/empty-body"
    RightsOriginalMissing    Error   "rights/original-missing"
    RightsAuthorsMissing     Error   "rights/authors-missing"
    RightsPublisherMissing   Error   "rights/publisher-missing"
    RightsPublisherUnknown   Error   "rights/publisher-unknown"
    RightsLicenceMissing     Error   "rights/licence-missing"
    RightsLicenceUnknown     Error   "rights/licence-unknown"
    RightsTranslationMissing Error   "rights/translation-missing"
    RightsPermissionMissing  Error   "rights/permission-missing"
    RightsPermissionUnknown  Error   "rights/permission-unknown"
    RightsPermissionExpiring Warning "rights/permission-expiring"
    RightsNoncommercial      Error   "rights/noncommercial"
    RightsShareAlike         Error   "rights/share-alike"
    RightsCutForbidden       Error   "rights/cut-forbidden"
    RightsInstitutionMissing Error   "rights/institution-missing"
    RightsHeadline           Error   "rights/headline"
    RightsPolicy             Error   "rights/policy"
    RightsExtent             Error   "rights/extent"
    RightsExcluded           Error   "rights/excluded"
    RightsCreditWording      Error   "rights/credit-wording"
    RightsSupplyMissing      Error   "rights/supply-missing"
    RightsLinksUnknown       Error   "rights/links-unknown"
    RightsPixelUndecided     Error   "rights/pixel-undecided"
    RightsPixelId            Error   "rights/pixel-id"
    RightsCanonical          Error   "rights/canonical"
    RightsCanonicalElsewhere Warning "rights/canonical-elsewhere"
    RightsUnconfirmed        Warning "rights/unconfirmed"
    RightsProfileNewer       Warning "rights/profile-newer"
    RightsPhotoCredit        Error   "rights/photo-credit"
    RightsPhotoLicence       Error   "rights/photo-licence"
    RightsPhotoRemote        Error   "rights/photo-remote"
    RightsPhotoMissing       Error   "rights/photo-missing"
    RightsPhotoDiffers       Warning "rights/photo-differs"
    RightsPhotoPrivate       Warning "rights/photo-private"
    RightsResponsibleMissing Warning "rights/responsible-missing"
    RightsPhrase             Warning "rights/wire-phrase"
    PlanRouteCollision       Error   "plan/route-collision"
    PlanSlug                 Error   "plan/slug"
    RenderTemplate           Error   "render/template"
    RenderString             Error   "render/string-missing"
    RenderMarkdown           Warning "render/raw-html"
    RenderLink               Warning "render/link"
    VerifyTokenMissing       Error   "verify/part-missing"
    VerifyTokenTwice         Error   "verify/part-twice"
    VerifyTokenHidden        Error   "verify/part-hidden"
    VerifyTokenNested        Error   "verify/part-misplaced"
    VerifyCssHides           Error   "verify/css-hides"
    VerifyRemote             Error   "verify/remote"
    VerifyInline             Error   "verify/inline"
    VerifyClaim              Error   "verify/claim"
    VerifyDuty               Error   "verify/duty-missing"
    VerifyCanonical          Error   "verify/canonical"
    WriteFailed              Error   "write/failed"
    WriteForeign             Error   "write/foreign-file"
    WriteLocked              Error   "write/locked"
    ImportArticle            Error   "import/article-missing"
    ImportNoCuts             Error   "import/no-cuts"
    ImportUnknownCut         Error   "import/unknown-cut"
}

impl Code {
    /// Finds a code by its printed name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.as_str() == name)
    }

    /// Whether the finding is the machine's and not the content's (exit code 3).
    pub fn is_machine(self) -> bool {
        matches!(self, Self::WriteFailed | Self::WriteLocked)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
