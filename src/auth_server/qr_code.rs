//! The picture that authenticator apps read.

use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};

/// How wide a picture is at least, in pixels.
const WIDTH: u32 = 200;

/// Draws a text as a QR code, as SVG. None when the text is too long for one. Colours are named: a number
/// sign would end the URL in which clients put the picture.
pub(crate) fn draw(text: &str) -> Option<String> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let mut picture = code.render();
    picture.min_dimensions(WIDTH, WIDTH);
    Some(picture.dark_color(svg::Color("black")).light_color(svg::Color("white")).build())
}
