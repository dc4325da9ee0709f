//! A headless Chromium and a person in front of it, who clicks what they can read.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use fantoccini::{Client, ClientBuilder, Locator, elements::Element, wd::Capabilities};
use habeas_testkit::kill_tree;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use tempfile::TempDir;
use tokio::time::Instant;

/// How long a page, or what workers do behind it, may take.
const PATIENCE: Duration = Duration::from_secs(60);
/// How often is looked whether it is there.
const GLANCE: Duration = Duration::from_millis(50);

/// A chromedriver and whatever Chromium it starts; all of it ends with this value.
pub(crate) struct Chromium {
    driver: Child,
    port: u16,
    folder: TempDir,
}

impl Chromium {
    /// Starts chromedriver on a port it finds itself.
    pub(crate) async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let said = folder.path().join("chromedriver.log");
        let log = File::create(&said).unwrap();
        let driver = Command::new("chromedriver")
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .spawn()
            .unwrap_or_else(|error| panic!("chromedriver does not start ({error}): tests/run.sh"));
        // In the value before anything can fail, so that the process ends with it.
        let mut chromium = Self {
            driver,
            port: 0,
            folder,
        };
        let begun = Instant::now();
        while chromium.port == 0 {
            let text = fs::read_to_string(&said).unwrap();
            let port = text
                .rsplit_once("successfully on port ")
                .and_then(|(_, rest)| rest.split_once('.').and_then(|(port, _)| port.parse().ok()));
            chromium.port = port.unwrap_or_default();
            assert!(
                begun.elapsed() < PATIENCE,
                "chromedriver does not answer: {text}"
            );
            tokio::time::sleep(GLANCE).await;
        }
        chromium
    }

    /// Opens a browser of its own, with nothing kept from any other.
    pub(crate) async fn person(&self, scripts: Scripts) -> Person {
        let profile = self.folder.path().join(scripts.profile());
        let downloads = profile.join("downloads");
        let allowed = match scripts {
            Scripts::Run => 1,
            Scripts::Blocked => 2,
        };
        let options = json!({
            "args": [
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-breakpad",
                "--disable-crash-reporter",
                "--window-size=1280,900",
                format!("--user-data-dir={}", profile.display()),
            ],
            "prefs": {
                "intl.accept_languages": "en",
                "download.default_directory": downloads,
                "profile.managed_default_content_settings.javascript": allowed,
            },
        });
        let mut capabilities = Capabilities::new();
        capabilities.insert("browserName".to_owned(), json!("chrome"));
        capabilities.insert("goog:chromeOptions".to_owned(), options);
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(&format!("http://127.0.0.1:{}", self.port))
            .await
            .unwrap();
        Person { client, downloads }
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        kill_tree(&mut self.driver);
    }
}

/// Whether the browser runs scripts.
#[derive(Clone, Copy)]
pub(crate) enum Scripts {
    Run,
    Blocked,
}

impl Scripts {
    fn profile(self) -> &'static str {
        match self {
            Self::Run => "with-scripts",
            Self::Blocked => "without-scripts",
        }
    }
}

/// Somebody in front of a browser. What they cannot find is a failure that shows their page.
pub(crate) struct Person {
    client: Client,
    downloads: PathBuf,
}

impl Person {
    /// Closes the browser; without it, the browser ends with its driver.
    pub(crate) async fn leave(self) {
        self.client.close().await.unwrap();
    }

    /// Types an address.
    pub(crate) async fn open(&self, url: &str) {
        self.client.goto(url).await.unwrap();
    }

    /// Presses the first button or link that reads so.
    pub(crate) async fn press(&self, text: &str) {
        // What no key reaches, such as the button that Enter presses, nobody presses either.
        let xpath = format!(
            "//*[self::a or self::button or self::summary]\
             [not(@tabindex='-1')][normalize-space(.)='{text}']"
        );
        let target = self.find(&xpath, text).await;
        target
            .click()
            .await
            .unwrap_or_else(|error| panic!("{text} cannot be pressed: {error}"));
    }

    /// Presses what stands in one place of the page.
    pub(crate) async fn press_at(&self, xpath: &str) {
        self.find(xpath, xpath).await.click().await.unwrap();
    }

    /// Ticks the box or chooses the circle that is labelled so.
    pub(crate) async fn choose(&self, label: &str) {
        let target = self.find(&labelled(label), label).await;
        target
            .click()
            .await
            .unwrap_or_else(|error| panic!("{label} cannot be chosen: {error}"));
    }

    /// Types into the field that is labelled so.
    pub(crate) async fn write(&self, label: &str, text: &str) {
        let field = self.field(label).await;
        field.clear().await.unwrap();
        field.send_keys(text).await.unwrap();
    }

    /// Picks a file for the field that is labelled so.
    pub(crate) async fn attach(&self, label: &str, file: &Path) {
        let field = self.field(label).await;
        field.send_keys(file.to_str().unwrap()).await.unwrap();
    }

    /// Picks a line of the list that is labelled so.
    pub(crate) async fn pick(&self, label: &str, line: &str) {
        let field = self.field(label).await;
        field.select_by_label(line).await.unwrap();
    }

    /// Waits until the page reads so.
    pub(crate) async fn sees(&self, text: &str) {
        let begun = Instant::now();
        while !self.page().await.contains(text) {
            self.still_waits(begun, text).await;
        }
    }

    /// Loads the page again until it reads so: somebody else has to do something first.
    pub(crate) async fn comes_to_see(&self, text: &str) {
        let begun = Instant::now();
        while !self.page().await.contains(text) {
            self.still_waits(begun, text).await;
            self.client.refresh().await.unwrap();
        }
    }

    /// What the page reads now.
    pub(crate) async fn page(&self) -> String {
        // A page that is being left has no body for a moment.
        match self.client.find(Locator::Css("body")).await {
            Ok(body) => body.text().await.unwrap_or_default(),
            Err(_) => String::new(),
        }
    }

    /// Whether scripts have run on this page.
    pub(crate) async fn has_run_scripts(&self) -> bool {
        let marked = Locator::Css("body.js-enabled");
        !self.client.find_all(marked).await.unwrap().is_empty()
    }

    /// What stands in one place of the page.
    pub(crate) async fn reads(&self, css: &str) -> String {
        let place = self
            .client
            .wait()
            .at_most(PATIENCE)
            .for_element(Locator::Css(css))
            .await;
        place
            .unwrap_or_else(|_| panic!("nothing at {css}"))
            .text()
            .await
            .unwrap()
    }

    /// The file that the browser has saved, whole.
    pub(crate) async fn downloaded(&self, extension: &str) -> Vec<u8> {
        let begun = Instant::now();
        loop {
            let files = fs::read_dir(&self.downloads)
                .into_iter()
                .flatten()
                .flatten();
            let mut whole = files
                .map(|entry| entry.path())
                .filter(|path| path.extension().is_some_and(|is| is == extension));
            if let Some(file) = whole.next() {
                return fs::read(file).unwrap();
            }
            self.still_waits(begun, extension).await;
        }
    }

    async fn field(&self, label: &str) -> Element {
        let label = self.find(&labelled(label), label).await;
        let id = label
            .attr("for")
            .await
            .unwrap()
            .expect("a label names its field");
        self.client.find(Locator::Id(&id)).await.unwrap()
    }

    async fn find(&self, xpath: &str, what: &str) -> Element {
        let begun = Instant::now();
        loop {
            for element in self.client.find_all(Locator::XPath(xpath)).await.unwrap() {
                if element.is_displayed().await.unwrap_or(false) {
                    return element;
                }
            }
            self.still_waits(begun, what).await;
        }
    }

    async fn still_waits(&self, begun: Instant, what: &str) {
        if begun.elapsed() > PATIENCE {
            let url = self.client.current_url().await.unwrap();
            panic!(
                "{what:?} is not to be seen at {url}:\n{}",
                self.page().await
            );
        }
        tokio::time::sleep(GLANCE).await;
    }
}

fn labelled(text: &str) -> String {
    format!("//label[normalize-space(.)='{text}']")
}
