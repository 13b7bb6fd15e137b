//! Measures the distance between two points.

/// Mean radius of the Earth in kilometres (IUGG).
const EARTH_RADIUS_KM: f64 = 6371.0088;

/// Great-circle distance in kilometres between two points given as WGS84 degrees (latitude, longitude); haversine on a sphere,
/// within 0.6 % of the ellipsoid.
pub fn distance_km(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (lat_a, lat_b) = (a.0.to_radians(), b.0.to_radians());
    let half_lat = ((lat_b - lat_a) / 2.0).sin();
    let half_lon = ((b.1 - a.1).to_radians() / 2.0).sin();
    let h = half_lat * half_lat + lat_a.cos() * lat_b.cos() * half_lon * half_lon;
    2.0 * EARTH_RADIUS_KM * h.sqrt().min(1.0).asin()
}

#[cfg(test)]
mod tests {
    use super::distance_km;

    #[test]
    fn known_distances() {
        // Kyiv to Kharkiv is about 410 km; the antipodes are half the circumference apart.
        assert!((distance_km((50.4501, 30.5234), (49.9935, 36.2304)) - 410.0).abs() < 5.0);
        assert!((distance_km((0.0, 0.0), (0.0, 180.0)) - 20015.1).abs() < 1.0);
        assert_eq!(distance_km((10.0, 20.0), (10.0, 20.0)), 0.0);
    }
}
