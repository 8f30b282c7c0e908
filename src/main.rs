//! temporary
fn main() -> anyhow::Result<()> {
    let dir = std::env::args().nth(1).unwrap();
    let data = std::env::args().nth(2).unwrap();
    let alg = if std::env::args().nth(3).is_some() { git_headway::git::DiffAlgorithm::Git } else { Default::default() };
    let repo = git_headway::git::Repository::open(Some(dir.as_ref()))?;
    let mut store = git_headway::pipeline::open_store(data.as_ref(), &repo)?;
    let t = std::time::Instant::now();
    let summary = git_headway::pipeline::mine(&repo, &mut store, alg, &git_headway::mine::Silent)?;
    println!("{summary:?} {:?}", t.elapsed());
    let t = std::time::Instant::now();
    let h = git_headway::pipeline::read(&repo, &store, git_headway::store::Selection::All)?;
    println!("{} {} {} {:?} {:?}", h.commits.len(), h.changes.len(), h.live.len(), h.boundary, t.elapsed());
    Ok(())
}
