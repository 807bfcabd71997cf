//! `reprint import URL` through the program, from a server of this machine: what is fetched, told, and refused.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Output};
use std::thread;
use std::time::{Duration, Instant};

const PAGE: &str = "<html lang=en><head><meta charset=iso-8859-1></head><body><h1>Storm shuts the port</h1>\
    <p>The caf\u{e9} on the quay was closed on Monday after the storm, officials said, and nobody went out to sea.</p></body></html>";

/// A server that answers by the path, until the test ends. It returns its address.
fn server() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming() {
            thread::spawn(move || answer(&mut stream.unwrap()));
        }
    });
    address
}

/// Whoever has read enough may hang up.
fn answer(stream: &mut TcpStream) {
    let mut request = [0; 4096];
    let length = stream.read(&mut request).unwrap_or_default();
    let asked = String::from_utf8_lossy(&request[..length]).into_owned();
    let page: Vec<u8> = PAGE.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let (head, body): (&str, Vec<u8>) = match asked.split(' ').nth(1).unwrap_or_default() {
        "/old" => ("302 Found\r\nLocation: /page", Vec::new()),
        "/page" => ("200 OK\r\nContent-Type: text/html", page),
        "/large" => ("200 OK\r\nContent-Type: text/html", vec![b'a'; 33 << 20]),
        "/slow" => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n");
            while stream.write_all(b"a").is_ok() {
                thread::sleep(Duration::from_millis(500));
            }
            return;
        }
        _ => ("404 Not Found", Vec::new()),
    };
    let head = format!("HTTP/1.1 {head}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body));
}

fn import(url: &str, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_reprint"));
    command.args(["import", url, "--dry-run"]).args(arguments).current_dir(Path::new(env!("CARGO_TARGET_TMPDIR")));
    command.output().unwrap()
}

/// What is said of a page that is refused.
fn refused(url: &str, arguments: &[&str]) -> String {
    let output = import(url, arguments);
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(2), &b""[..]), "{output:?}");
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn a_page_is_fetched_and_redirects_are_told() {
    let server = server();
    let output = import(&format!("{server}/old"), &["--allow-private"]);
    let (article, said) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert_eq!(said, format!("redirected to {server}/page\n"));
    assert!(article.starts_with("---\ntitle: Storm shuts the port\n") && article.contains("The café"), "{article}");
}

#[test]
fn private_addresses_large_and_missing_pages_are_refused() {
    let server = server();
    for private in
        [format!("{server}/page"), server.replace("127.0.0.1", "localhost"), server.replace("127.0.0.1", "[::1]")]
    {
        let said = refused(&private, &[]);
        assert!(
            said.contains("is in a private network") && said.contains("hint: if that is meant: `--allow-private`"),
            "{said}"
        );
    }
    let said = refused(&format!("{server}/large"), &["--allow-private"]);
    assert!(said.contains("has more than 32 MB; no article has"), "{said}");
    assert!(refused(&format!("{server}/none"), &["--allow-private"]).contains("404"));
}

/// It takes the half minute that the program waits, while the others run.
#[test]
fn a_page_that_never_ends_is_given_up() {
    let begun = Instant::now();
    let said = refused(&format!("{}/slow", server()), &["--allow-private"]);
    assert!(said.contains("cannot fetch") && said.contains("hint: "), "{said}");
    assert!((25..60).contains(&begun.elapsed().as_secs()), "{:?}", begun.elapsed());
}
