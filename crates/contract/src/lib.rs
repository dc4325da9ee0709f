//! Between the protobuf on the wire and the events of the case; alone knows both.
