/// Cards of nobody: a coloured field, a grey head, lines where text would stand.
const CARDS: [&[u8]; 3] = [
    include_bytes!("cards/blue.png"),
    include_bytes!("cards/sand.png"),
    include_bytes!("cards/green.png"),
];

/// The cards that people of the story hand in.
pub(crate) fn cards() -> Vec<Vec<u8>> {
    CARDS.iter().map(|card| card.to_vec()).collect()
}
