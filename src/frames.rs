//! Messages as bytes: how lists of [`Message`]s leave a WebAssembly module.

use serde::Serialize;

use crate::protocol::Message;

/// The messages as one run of bytes: u32 count; then for each of them u32 length of its JSON, u32 length of its payload, the
/// JSON in UTF-8, the payload. Numbers are little-endian.
pub fn frames<T: Serialize>(messages: &[Message<T>]) -> Vec<u8> {
    // Heads are short beside their payloads: with these in one piece nothing large is moved while it grows.
    let payloads: usize = messages.iter().map(|message| message.payload.len() + 256).sum();
    let mut bytes = Vec::with_capacity(4 + payloads);
    bytes.extend_from_slice(&(messages.len() as u32).to_le_bytes());
    for message in messages {
        let json =
            serde_json::to_vec(&message.head).expect("heads have string keys and no failing serializer");
        bytes.extend_from_slice(&(json.len() as u32).to_le_bytes());
        bytes.extend_from_slice(&(message.payload.len() as u32).to_le_bytes());
        bytes.extend_from_slice(&json);
        bytes.extend_from_slice(&message.payload);
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::Event;

    #[test]
    fn frames_are_lengths_then_json_then_payload() {
        let messages = [
            Message { head: Event::Wake, payload: vec![1, 2, 3] },
            Message { head: Event::Cancel, payload: Vec::new() },
        ];
        let mut expected = vec![2, 0, 0, 0, 15, 0, 0, 0, 3, 0, 0, 0];
        expected.extend_from_slice(br#"{"type":"wake"}"#);
        expected.extend_from_slice(&[1, 2, 3, 17, 0, 0, 0, 0, 0, 0, 0]);
        expected.extend_from_slice(br#"{"type":"cancel"}"#);
        assert_eq!(frames(&messages), expected);
    }
}
