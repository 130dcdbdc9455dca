"""What all mapped classes share: keys, clocks, and how constraints are named."""

from datetime import UTC, datetime, timedelta
from enum import Enum as PythonEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Enum, ForeignKey, LargeBinary, MetaData, String, Uuid
from sqlalchemy.orm import DeclarativeBase, MappedColumn, mapped_column
from sqlalchemy.types import TypeDecorator, TypeEngine

from commedu_desktop.domain.ids import new_id

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


class Key(TypeDecorator[UUID]):
    """A UUID: 16 bytes in SQLite, the native type in PostgreSQL."""

    impl = LargeBinary(16)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Uuid() if dialect.name == "postgresql" else LargeBinary(16))

    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> Any:
        return value if value is None or dialect.name == "postgresql" else value.bytes

    def process_result_value(self, value: Any, dialect: Dialect) -> UUID | None:
        return value if value is None or dialect.name == "postgresql" else UUID(bytes=value)


class Moment(TypeDecorator[datetime]):
    """When something happened: an aware UTC datetime, stored as whole milliseconds since 1970."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002 - the base's signature
        return None if value is None else (value - _EPOCH) // _MILLISECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - the base's signature
        return None if value is None else _EPOCH + value * _MILLISECOND


class WallTime(TypeDecorator[datetime]):
    """Local date and time of the centre, naive, to the minute: `2026-11-23 08:30` in SQLite, so it sorts as text."""

    impl = String(16)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(DateTime() if dialect.name == "postgresql" else String(16))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        return value if value is None or dialect.name == "postgresql" else value.isoformat(" ", "minutes")

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return value if value is None or dialect.name == "postgresql" else datetime.fromisoformat(value)


class Base(DeclarativeBase):
    """All tables. No relationships: queries join, and what leaves the store is frozen."""

    def __init__(self, **values: Any) -> None:
        """A new row has its id at once, so that others can refer to it before anything is written."""
        if hasattr(type(self), "id"):
            values.setdefault("id", new_id())
        for name, value in values.items():
            setattr(self, name, value)

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        UUID: Key,
        datetime: WallTime,
        dict[str, Any]: JSON,
        list[str]: JSON,
        PythonEnum: Enum(
            PythonEnum, native_enum=False, length=16, values_callable=lambda kind: [member.value for member in kind]
        ),
    }


Id = Annotated[UUID, mapped_column(primary_key=True, default=new_id)]
Happened = Annotated[datetime, mapped_column(Moment)]


def refers_to(
    table: str, *, index: bool = False, unique: bool | None = None, primary_key: bool = False
) -> MappedColumn[Any]:
    """A reference to a row's id. Checked at commit, so rows may be written in any order."""
    target = ForeignKey(f"{table}.id", deferrable=True, initially="DEFERRED")
    return mapped_column(Key, target, index=index, unique=unique, primary_key=primary_key)
