using System.Net;
using Rpress;

namespace RoutesSample;

/// <summary>Users: methods are handlers, shared state is a constructor argument.</summary>
internal sealed class UserController(Database database)
{
    public RpressRoutes Routes()
    {
        var routes = new RpressRoutes { MaxBodySize = 8 * 1024 };
        routes.Get("/users", ListAsync);
        routes.Get("/users/:id", GetAsync);
        routes.Post("/users", CreateAsync);
        routes.Delete("/users/:id", DeleteAsync);
        return routes;
    }

    private Task<List<User>> ListAsync(RequestPayload request) => database.ListUsersAsync(request.Aborted);

    private async Task<User> GetAsync(RequestPayload request)
    {
        long id = request.Params.Get<long>("id");
        return await database.FindUserAsync(id, request.Aborted) ?? throw new NotFoundError($"User {id}");
    }

    private async Task<ResponsePayload> CreateAsync(RequestPayload request)
    {
        NewUser wanted = await request.Body.ReadJsonAsync<NewUser>(request.Aborted);
        if (!wanted.Email.Contains('@'))
        {
            throw new RpressException(HttpStatusCode.UnprocessableEntity, "The email has no '@'.");
        }

        User? user = await database.CreateUserAsync(wanted, request.Aborted);
        return user is null
            ? ResponsePayload.Error(new EmailTakenError(wanted.Email))
            : ResponsePayload.Json(user).WithStatus(HttpStatusCode.Created).WithHeader("Location", $"/users/{user.Id}");
    }

    private async Task<ResponsePayload> DeleteAsync(RequestPayload request)
    {
        long id = request.Params.Get<long>("id");
        return await database.DeleteUserAsync(id, request.Aborted)
            ? ResponsePayload.Empty()
            : throw new NotFoundError($"User {id}");
    }
}
