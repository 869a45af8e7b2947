//! The engine in a worker: the session and k-means jobs, behind bytes in and bytes out.

fn main() {}
