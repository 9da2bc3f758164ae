//! Very many dots as pixels: each dot is stamped into a count, and the counts become opacity.
//!
//! A canvas needs a call for every dot; a million calls freeze a phone. Stamping costs a few additions a dot, and where
//! dots overlap the colour grows denser as it would with see-through dots, so that a crowd still shows its shape.

use crate::scale::color::Rgb;
use crate::scene::Point;

/// RGBA pixels (not premultiplied) of `size` for `points` in CSS pixels; `radius` is in device pixels, `opacity` that of one dot.
pub fn raster(points: &[Point], radius: f64, ratio: f64, size: (usize, usize), color: Rgb, opacity: f64) -> Vec<u8> {
    let (width, height) = size;
    let mut counts = vec![0u8; width * height];
    let reach = radius.round().max(1.0) as isize;
    // Half widths of the rows of a disc.
    let rows: Vec<isize> = (-reach..=reach).map(|dy| ((radius * radius - (dy * dy) as f64).max(0.25).sqrt()).round() as isize).collect();
    for point in points {
        let (cx, cy) = ((point.x * ratio) as isize, (point.y * ratio) as isize);
        for (row, half) in rows.iter().enumerate() {
            let y = cy - reach + row as isize;
            if y < 0 || y >= height as isize {
                continue;
            }
            let from = (cx - half).clamp(0, width as isize) as usize;
            let to = (cx + half + 1).clamp(0, width as isize) as usize;
            let start = y as usize * width;
            for count in &mut counts[start + from.min(to)..start + to] {
                *count = count.saturating_add(1);
            }
        }
    }
    let mut alpha = [0u8; 256];
    let mut clear = 1.0;
    for step in &mut alpha {
        *step = ((1.0 - clear) * 255.0) as u8;
        clear *= 1.0 - opacity;
    }
    let mut rgba = vec![0u8; width * height * 4];
    for (pixel, count) in rgba.chunks_exact_mut(4).zip(counts) {
        if count > 0 {
            pixel.copy_from_slice(&[color.0, color.1, color.2, alpha[usize::from(count)]]);
        }
    }
    rgba
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dot_colours_its_disc_and_a_second_one_makes_it_denser() {
        let at = |x, y| Point { x, y };
        let one = raster(&[at(5.0, 5.0)], 2.0, 1.0, (11, 11), Rgb(200, 30, 30), 0.5);
        let two = raster(&[at(5.0, 5.0), at(5.0, 5.0)], 2.0, 1.0, (11, 11), Rgb(200, 30, 30), 0.5);
        let alpha = |rgba: &[u8], x: usize, y: usize| rgba[(y * 11 + x) * 4 + 3];
        assert_eq!((alpha(&one, 5, 5), alpha(&two, 5, 5), alpha(&one, 0, 0)), (127, 191, 0));
        assert_eq!(alpha(&one, 3, 3), 0, "the corner of the square is outside the disc");
    }

    #[test]
    fn dots_beyond_the_edge_do_no_harm() {
        let far = [Point { x: -50.0, y: 3.0 }, Point { x: 1e9, y: 1e9 }, Point { x: 10.9, y: 0.0 }];
        assert_eq!(raster(&far, 3.0, 1.0, (11, 7), Rgb(0, 0, 0), 1.0).len(), 11 * 7 * 4);
    }
}
