//! Requests of people and programs that mean no good: they are refused, and whoever means well is answered at once.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::serve::Preview;
use crate::site::site;

/// Connects, sends bytes, and gives the status of the answer; 0 if the connection just ends.
fn send(preview: &Preview, request: &[u8]) -> u16 {
    let mut stream = connect(preview);
    // A server that refuses early may close before it has read all.
    let _ = stream.write_all(request);
    let mut answer = Vec::new();
    let mut part = [0; 1024];
    while let Ok(read @ 1..) = stream.read(&mut part) {
        answer.extend_from_slice(&part[..read]);
        if answer.len() >= 12 {
            break;
        }
    }
    String::from_utf8_lossy(&answer).split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0)
}

fn connect(preview: &Preview) -> TcpStream {
    let stream = TcpStream::connect(address(preview)).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    stream
}

fn address(preview: &Preview) -> &str {
    preview.url.trim_start_matches("http://")
}

fn get(preview: &Preview, target: &str, headers: &str) -> u16 {
    let host = if headers.contains("Host:") { String::new() } else { format!("Host: {}\r\n", address(preview)) };
    send(preview, format!("GET {target} HTTP/1.1\r\n{host}{headers}Connection: close\r\n\r\n").as_bytes())
}

/// The best of some tries: other tests take the processor away.
#[track_caller]
fn assert_quick(preview: &Preview) {
    let best = (0..20).map(|_| {
        let started = Instant::now();
        assert_eq!(get(preview, "/", ""), 200);
        started.elapsed()
    });
    let best = best.min().unwrap();
    assert!(best < Duration::from_millis(50), "{best:?}");
}

#[test]
fn other_names_and_other_sites_are_refused() {
    let preview = Preview::of(&site(3));
    assert_eq!(get(&preview, "/", ""), 200);
    for headers in [
        "Host: evil.example\r\n",
        "Host: localhost.evil.example\r\n",
        "Origin: http://evil.example\r\n",
        "Origin: null\r\n",
        "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\n",
        "Origin: http://evil.example\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n\
         Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n",
    ] {
        for target in ["/", "/_reprint/events?page=/&tag=", "/_reprint/", "/_reprint/live.js"] {
            assert_eq!(get(&preview, target, headers), 403, "{target} {headers}");
        }
    }
    assert_eq!(send(&preview, b"GET / HTTP/1.1\r\n\r\n"), 400, "no Host");
    assert_quick(&preview);
}

#[test]
fn addresses_that_climb_or_lead_elsewhere_are_refused() {
    let preview = Preview::of(&site(3));
    for target in [
        "/..%2f..%2fetc/passwd",
        "/%2e%2e/reprint.yaml",
        "/../reprint.yaml",
        "/articles/..%5c..%5creprint.yaml",
        "//etc/passwd",
        "/%00",
        "http://evil.example/",
        "/_reprint/events?page=/..%252f",
    ] {
        let status = get(&preview, target, "");
        assert!(matches!(status, 400 | 403), "{target}: {status}");
    }
    for target in ["/reprint.yaml", "/content/articles/a001.md", "/templates/", "/static/", "/.reprint/", "/articles/"]
    {
        assert_eq!(get(&preview, target, ""), 404, "{target}");
    }
    assert_quick(&preview);
}

#[test]
fn what_no_browser_sends_does_no_harm() {
    let preview = Preview::of(&site(3));
    let host = format!("Host: {}\r\n", address(&preview));
    let huge = format!("GET / HTTP/1.1\r\n{host}X: {}\r\n\r\n", "x".repeat(1 << 20));
    assert!(matches!(send(&preview, huge.as_bytes()), 431 | 400 | 0));
    let long = format!("GET /{} HTTP/1.1\r\n{host}\r\n", "x".repeat(1 << 20));
    assert!(matches!(send(&preview, long.as_bytes()), 414 | 431 | 400 | 0));
    let many = format!("GET / HTTP/1.1\r\n{host}{}\r\n", "A: b\r\n".repeat(50_000));
    assert!(matches!(send(&preview, many.as_bytes()), 431 | 400 | 0));
    assert!(matches!(send(&preview, &[0xff; 4096]), 400 | 0));
    assert!(matches!(send(&preview, b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 \r\n\r\n"), 400 | 0));
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "BREW"] {
        let request = format!("{method} / HTTP/1.1\r\n{host}Content-Length: 0\r\nConnection: close\r\n\r\n");
        assert!(matches!(send(&preview, request.as_bytes()), 405 | 400), "{method}");
    }
    assert_quick(&preview);
}

#[test]
fn ten_thousand_slow_connections_keep_nobody_waiting() {
    let preview = Preview::of(&site(3));
    let mut held = std::collections::VecDeque::new();
    for i in 0..10_000 {
        let mut stream = connect(&preview);
        stream.write_all(b"GET / HTTP/1.1\r\nHost: local").unwrap();
        held.push_back(stream);
        if held.len() > 600 {
            held.pop_front(); // a test may not open more files either
        }
        if i % 2500 == 2499 {
            assert_quick(&preview);
        }
    }
    // Those that listen for changes without reading keep nobody waiting either.
    for _ in 0..300 {
        let mut stream = connect(&preview);
        let request = format!("GET /_reprint/events?page=/&tag=x HTTP/1.1\r\nHost: {}\r\n\r\n", address(&preview));
        stream.write_all(request.as_bytes()).unwrap();
        held.push_back(stream);
    }
    assert_quick(&preview);
    preview.write("static/note.txt", "encore là");
    preview.wait_until("/note.txt", "encore là");
}
