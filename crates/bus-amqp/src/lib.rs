//! RabbitMQ behind the bus port.
