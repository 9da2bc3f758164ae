//! The globe onto the plane.
