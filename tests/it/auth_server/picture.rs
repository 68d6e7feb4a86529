//! The picture of a new factor, read as a camera reads it.

use super::site::Site;

/// The dark squares of a picture: left, top, width and height, in pixels.
fn dark_squares(svg: &str) -> Vec<[usize; 4]> {
    let (_, path) = svg.split_once(" d=\"").expect("a path");
    let (path, _) = path.split_once('"').expect("its end");
    let square = |step: &str| {
        let numbers = step.split(|sign: char| !sign.is_ascii_digit()).filter(|number| !number.is_empty());
        let numbers: Vec<usize> = numbers.map(|number| number.parse().expect("a number")).collect();
        [numbers[0], numbers[1], numbers[2], numbers[3]]
    };
    path.split('M').skip(1).map(square).collect()
}

fn width(svg: &str) -> usize {
    let (_, rest) = svg.split_once(" width=\"").expect("a width");
    rest.split('"').next().expect("its end").parse().expect("a number")
}

fn read(svg: &str) -> String {
    let (width, squares) = (width(svg), dark_squares(svg));
    let is_dark = |x: usize, y: usize| {
        let holds = |[left, top, width, height]: &[usize; 4]| {
            (*left..left + width).contains(&x) && (*top..top + height).contains(&y)
        };
        squares.iter().any(holds)
    };
    let light = |x, y| if is_dark(x, y) { 0 } else { 255 };
    let mut picture = rqrr::PreparedImage::prepare_from_greyscale(width, width, light);
    let grids = picture.detect_grids();
    let (_, content) = grids.first().expect("a code").decode().expect("it can be read");
    content
}

#[tokio::test]
async fn a_camera_reads_from_the_picture_what_the_answer_says() {
    for site in Site::each().await {
        let ada = site.somebody("ada@example.com").await;
        let answer = site.enrol(ada.access_token(), "app").await.expect(200);
        let totp = &answer.body["totp"];
        let svg = totp["qr_code"].as_str().unwrap();
        assert_eq!(read(svg), totp["uri"].as_str().unwrap());
        assert!(!svg.contains('#'), "clients put it into a data URL as it is: {svg}");
    }
}
