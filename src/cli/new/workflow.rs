//! Workflows that hosts run: check, build, publish, and build again when an embargo ends.

/// Where GitHub looks for workflows.
pub(super) const GITHUB_FILE: &str = ".github/workflows/site.yml";

/// The workflow for GitHub Actions and GitHub Pages.
pub(super) fn github() -> &'static str {
    const { GITHUB }
}

/// What a person has to do once on GitHub.
pub(super) fn github_told() -> String {
    format!(
        "made {GITHUB_FILE}: every push to the main branch is checked, built and published.\nOn GitHub, once: Settings → \
         Pages → Build and deployment → Source: GitHub Actions.\n"
    )
}

/// The version that made the site also builds it, so that a new release cannot surprise it.
const GITHUB: &str = concat!(
    include_str!("github-head.yml"),
    "  REPRINT_VERSION: \"",
    env!("CARGO_PKG_VERSION"),
    "\"\n",
    include_str!("github-jobs.yml")
);
