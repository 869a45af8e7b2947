//! Names that people gave, as bytes that outlive this session: the host keeps them, and gives them to the session it starts after a crash.

use serde::{Deserialize, Serialize};

use super::Session;
use super::name::Given;
use crate::profile::Model;
use crate::protocol::Output;

/// A name as it is kept.
#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    name: String,
    file: u64,
    rows: u64,
    /// A bit a row, eight to a byte, the lowest first.
    members: Vec<u8>,
    model: Vec<u8>,
    segment: u32,
}

impl Session {
    /// Hands out the names there are, to be kept.
    pub(super) fn keep_names(&mut self) {
        let kept: Vec<Kept> = self.given.iter().map(kept).collect();
        let bytes = postcard::to_allocvec(&kept).expect("names are plain data");
        self.out.emit(Output::Names, bytes);
    }

    /// Takes names back that [`Self::keep_names`] handed out. Bytes that are none are of no use, and nothing depends on them.
    pub(super) fn recall_names(&mut self, bytes: &[u8]) {
        let kept: Vec<Kept> = postcard::from_bytes(bytes).unwrap_or_default();
        self.given = kept.into_iter().filter_map(given).collect();
    }
}

fn kept(given: &Given) -> Kept {
    let byte = |eight: &[bool]| {
        eight.iter().enumerate().fold(0_u8, |byte, (bit, member)| byte | u8::from(*member) << bit)
    };
    Kept {
        name: given.name.clone(),
        file: given.file,
        rows: given.members.len() as u64,
        members: given.members.chunks(8).map(byte).collect(),
        model: given.model.to_bytes(),
        segment: given.segment as u32,
    }
}

fn given(kept: Kept) -> Option<Given> {
    let rows = usize::try_from(kept.rows).ok().filter(|rows| rows.div_ceil(8) == kept.members.len())?;
    Some(Given {
        name: kept.name,
        file: kept.file,
        members: (0..rows).map(|row| kept.members[row / 8] >> (row % 8) & 1 == 1).collect(),
        model: Model::from_bytes(&kept.model)?,
        segment: kept.segment as usize,
    })
}
